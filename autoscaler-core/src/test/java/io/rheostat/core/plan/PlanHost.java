package io.rheostat.core.plan;

import io.rheostat.core.member.MemberState;
import io.rheostat.core.plan.decision.PlanEffect;
import io.rheostat.core.pool.PoolState;
import io.rheostat.core.stage.Given;
import io.rheostat.core.stage.Runner;
import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.Outcome;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.model.signal.Alert;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The plan stage with its invariants, driven by its public events.
public final class PlanHost {
  final Runner<PoolState, PoolEvent, PlanEffect> runner = new Runner<>(new PlanStage());
  final PlanInvariants invariants = new PlanInvariants();
  private final SortedMap<String, Observed> reports = new TreeMap<>();
  private Instant now = Given.START;

  PlanHost at(double seconds) {
    now = Given.at(seconds);
    return this;
  }

  /// Time passes without an event.
  void lapseTo(double seconds) {
    at(seconds);
    runner.lapseTo(now);
  }

  Instant now() {
    return now;
  }

  List<PlanEffect> accept(PoolEvent event) {
    var before = runner.states();
    List<PlanEffect> effects = List.copyOf(runner.accept(event, now));
    invariants.saw(event, runner.moment().now());
    runner
        .states()
        .forEach(
            (name, after) ->
                invariants.check(
                    before.getOrDefault(name, after),
                    after,
                    effects.stream().filter(effect -> isOf(effect, name)).toList(),
                    runner.moment()));
    return effects;
  }

  private static boolean isOf(PlanEffect effect, String pool) {
    return switch (effect) {
      case PlanEffect.Decided(Decision decision) -> decision.pool().equals(pool);
      case PlanEffect.Issued(Command command) -> command.pool().equals(pool);
      case PlanEffect.LetGo _ -> false;
    };
  }

  List<PlanEffect> declare(Declaration declaration) {
    return accept(new PoolEvent.Declared(declaration));
  }

  List<PlanEffect> tick() {
    return accept(new PoolEvent.Tick());
  }

  /// An estimate; before it the targets report again when a minute has passed, as an actuator does.
  List<PlanEffect> estimate(Estimate estimate) {
    Observed last = reports.get(estimate.workload());
    if (last != null && last.at().isBefore(now.minusSeconds(59))) {
      report(
          new Observed(
              last.workload(),
              last.pool(),
              now,
              last.generation(),
              last.placements(),
              last.complete(),
              last.otherWriter()));
    }
    return unreported(estimate);
  }

  /// Returns the effects of a report of what runs.
  List<PlanEffect> report(Observed observed) {
    reports.put(observed.workload(), observed);
    return accept(new PoolEvent.Observation(observed));
  }

  /// An estimate while the targets are silent.
  List<PlanEffect> unreported(Estimate estimate) {
    return accept(new PoolEvent.Estimated(estimate));
  }

  List<PlanEffect> alert(Workload workload, boolean firing) {
    return accept(
        new PoolEvent.Alerted(workload.pool(), new Alert(workload.name(), "slow", firing, now)));
  }

  List<PlanEffect> alert(Workload workload, Alert alert) {
    return accept(new PoolEvent.Alerted(workload.pool(), alert));
  }

  List<PlanEffect> observed(Workload workload, Generation generation, PlacementStatus... running) {
    return report(Given.observed(workload, now, generation, running));
  }

  List<PlanEffect> concluded(Command command, Outcome.Result result) {
    return accept(
        new PoolEvent.Concluded(
            new Outcome(
                command.workload(), command.pool(), command.generation(), result, "", now)));
  }

  /// The target does as the newest command says, at once.
  void obey(Workload workload, Command command) {
    PlacementStatus[] running =
        workload.placements().stream()
            .map(p -> Given.running(p.name(), command.to().replicas(p.name())))
            .toArray(PlacementStatus[]::new);
    concluded(command, Outcome.Result.APPLIED);
    observed(workload, command.generation(), running);
  }

  public static Optional<Command> command(List<PlanEffect> effects) {
    for (PlanEffect effect : effects) {
      if (effect instanceof PlanEffect.Issued(Command command)) {
        return Optional.of(command);
      }
    }
    return Optional.empty();
  }

  public static List<Decision> decisions(List<PlanEffect> effects) {
    List<Decision> decisions = new ArrayList<>();
    for (PlanEffect effect : effects) {
      if (effect instanceof PlanEffect.Decided(Decision decision)) {
        decisions.add(decision);
      }
    }
    return decisions;
  }

  MemberState member(Workload workload) {
    return Objects.requireNonNull(
        runner.state(workload.pool()).members().get(workload.name()), workload.name());
  }

  Allocation desired(Workload workload) {
    return member(workload).desired();
  }
}
