package io.rheostat.verification.protocol;

import io.rheostat.actuator.protocol.queue.Commit;
import io.rheostat.core.estimate.EstimateEffect;
import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Outcome;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Freshness;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.Mode;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.Declaration;
import io.rheostat.verification.protocol.world.ProtocolVariant;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Plausible bugs, planted to test the simulation.
enum PlantedBug implements ProtocolVariant {
  /// A target takes any generation.
  FENCING_REMOVED {
    @Override
    public boolean admits(Generation carried, Generation asked) {
      return true;
    }
  },
  /// A target adds another replica on a repeated command.
  APPLIED_WITHOUT_IDEMPOTENCE {
    @Override
    public int again(int holds, int asked) {
      return holds + 1;
    }
  },
  /// The actuator applies commands at any time, even after their expiry.
  EXPIRY_IGNORED {
    @Override
    public Command read(Command command) {
      return new Command(
          command.workload(),
          command.pool(),
          command.generation(),
          command.to(),
          command.orders(),
          command.issuedAt(),
          command.expiresAt().plus(Duration.ofHours(1)));
    }
  },
  /// A transaction commits offsets and drops one outcome in eight.
  OUTCOME_LOST {
    @Override
    public List<Outcome> concluded(List<Outcome> outcomes) {
      return outcomes.stream().filter(outcome -> outcome.generation().counter() % 8 != 7).toList();
    }
  },
  /// All parts take a budget for the next whole dollar.
  BUDGET_ROUNDED_UP {
    @Override
    public Declaration.Change declared(Declaration.Change change) {
      if (change instanceof Declaration.Change.OfPool(Pool pool)
          && pool.budgetUsdPerHour().isPresent()) {
        double rounded = StrictMath.ceil(pool.budgetUsdPerHour().getAsDouble());
        return new Declaration.Change.OfPool(
            new Pool(
                pool.name(),
                pool.devices(),
                OptionalDouble.of(rounded),
                pool.maxWatts(),
                pool.churn(),
                pool.alpha(),
                pool.beta(),
                pool.owners()));
      }
      return change;
    }
  },
  /// An issued command is written twice, the second time with a generation of its own.
  REPLAYED_WITH_A_NEW_GENERATION {
    @Override
    public List<Command> issued(Command command) {
      Generation next =
          new Generation(command.generation().revision(), command.generation().counter() + 1);
      return List.of(
          command,
          new Command(
              command.workload(),
              command.pool(),
              next,
              command.to(),
              command.orders(),
              command.issuedAt(),
              command.expiresAt()));
    }
  },
  /// The planner receives old data as new.
  STALENESS_IGNORED {
    @Override
    public EstimateEffect estimated(EstimateEffect effect) {
      if (!(effect instanceof EstimateEffect.Estimated(Estimate estimate))) {
        return effect;
      }
      Freshness told = estimate.freshness();
      int replicas = told.live() + told.unreachable();
      Freshness fresh = new Freshness(Duration.ZERO, replicas, 0, false, told.signals());
      return new EstimateEffect.Estimated(
          new Estimate(
              estimate.workload(), estimate.pool(), estimate.at(), fresh, estimate.measure()));
    }
  },
  /// A crash loses the last commit's record of ended commands.
  ENDS_FORGOTTEN {
    @Override
    public Commit restored(Commit commit) {
      return new Commit(commit.offset(), "");
    }

    @Override
    public boolean remembersEnds() {
      return false;
    }
  },
  /// A replaced actuator may still conclude.
  ZOMBIE_NOT_FENCED {
    @Override
    public boolean fencesTransactions() {
      return false;
    }
  },
  /// A budget of changes is read as none.
  CHURN_UNCOUNTED {
    @Override
    public Declaration.Change declared(Declaration.Change change) {
      return switch (change) {
        case Declaration.Change.OfPool(Pool pool) ->
            new Declaration.Change.OfPool(
                new Pool(
                    pool.name(),
                    pool.devices(),
                    pool.budgetUsdPerHour(),
                    pool.maxWatts(),
                    Optional.empty(),
                    pool.alpha(),
                    pool.beta(),
                    pool.owners()));
        case Declaration.Change.OfWorkload(Workload workload, var movedFrom) -> {
          Bounds declared = workload.bounds();
          Bounds bounds =
              new Bounds(declared.minReplicas(), declared.maxReplicas(), declared.maxUsdPerHour());
          yield new Declaration.Change.OfWorkload(workload.with(bounds), movedFrom);
        }
        default -> change;
      };
    }
  },
  /// The planner changes a workload without waiting for its approval.
  APPROVAL_NOT_AWAITED {
    @Override
    public Declaration.Change declared(Declaration.Change change) {
      return change instanceof Declaration.Change.OfWorkload(Workload workload, var movedFrom)
              && workload.mode() == Mode.APPROVE
          ? new Declaration.Change.OfWorkload(workload.with(Mode.ACT), movedFrom)
          : change;
    }
  },
  /// A fence is a generation without an owner.
  OWNER_UNCHECKED {
    @Override
    public boolean knowsOwners() {
      return false;
    }
  },
  /// A silent target is taken for an empty one.
  SILENCE_READ_AS_NOTHING {
    @Override
    public boolean tellsSilence() {
      return false;
    }
  },
  /// The actuator never hears of a freeze.
  FREEZE_UNHEARD {
    @Override
    public boolean hearsFreezes() {
      return false;
    }
  }
}
