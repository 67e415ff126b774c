package io.rheostat.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.core.stage.Moment;
import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.decision.Allocation;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.HoldReason;
import io.rheostat.model.estimate.Freshness;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.fleet.Churn;
import io.rheostat.model.fleet.Footprint;
import io.rheostat.model.fleet.Mode;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Placement;
import io.rheostat.model.fleet.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What must hold after every event of a pool, whatever the policy thinks.
final class PlanInvariants {
  private final SortedMap<String, Generation> newest = new TreeMap<>();
  private final List<Command> commands = new ArrayList<>();

  /// Checks one step of one pool.
  void check(PoolState before, PoolState after, List<PlanEffect> effects, Moment moment) {
    SortedMap<String, Decision.Resize> resizes = new TreeMap<>();
    for (PlanEffect effect : effects) {
      switch (effect) {
        case PlanEffect.Decided(Decision decision) -> decided(decision, after, resizes);
        case PlanEffect.Issued(Command command) -> {
          Decision.Resize resize = resizes.get(command.workload());
          assertThat(resize).as("a command has its decision").isNotNull();
          if (resize != null) {
            issued(command, resize.from(), after, moment);
          }
        }
        case PlanEffect.LetGo _ -> {}
      }
    }
    assertThat(after.root().name()).isEqualTo(before.root().name());
  }

  private static void decided(
      Decision decision, PoolState after, SortedMap<String, Decision.Resize> resizes) {
    assertThat(decision.rationale().observed()).isNotBlank();
    if (decision instanceof Decision.Resize resize) {
      resizes.put(resize.workload(), resize);
    }
    if (decision instanceof Decision.Hold hold && hold.reason() == HoldReason.NOT_OBSERVED) {
      assertThat(after.member(hold.workload()).orElseThrow().observed()).isEmpty();
    }
  }

  private void issued(Command command, Allocation from, PoolState after, Moment moment) {
    MemberState member = after.member(command.workload()).orElseThrow();
    Workload workload = member.workload();
    commands.add(command);
    Generation last = newest.getOrDefault(command.workload(), Generation.NONE);
    assertThat(command.generation()).as(command.id()).isGreaterThan(last);
    newest.put(command.workload(), command.generation());
    assertThat(command.issuedAt()).isEqualTo(moment.now());
    assertThat(command.expiresAt()).isAfter(command.issuedAt());
    assertThat(member.mayPlan()).as("may plan").isTrue();
    assertThat(member.observed()).as("first observed, then commanded").isPresent();
    assertThat(moment.catalogue().isFrozen(command.workload())).as("frozen").isFalse();
    assertThat(workload.mode()).as("mode").isNotEqualTo(Mode.OBSERVE);
    assertThat(member.otherWriter()).as("nobody else writes").isEmpty();
    assertThat(command.to()).isEqualTo(member.held());

    PoolView view = new PoolView(after.root().name(), moment.catalogue());
    if (raises(workload, from, command.to())) {
      assertThat(command.to().total()).isLessThanOrEqualTo(workload.bounds().maxReplicas());
      assertThat(view.footprint(workload, command.to()).microUsdPerHour())
          .isLessThanOrEqualTo(Footprint.microUsdLimit(workload.bounds().maxUsdPerHour()));
      changesLeft(view, after, member, moment.now());
      withinPool(view, after, member, command);
    }
    if (isBlind(member)) {
      for (Placement placement : workload.placements()) {
        assertThat(command.to().replicas(placement.name()))
            .as("%s of %s on stale data", placement.name(), command.id())
            .isGreaterThanOrEqualTo(from.replicas(placement.name()));
      }
    }
  }

  private static void withinPool(
      PoolView view, PoolState after, MemberState member, Command command) {
    PoolView.Spare spare = view.spareFor(after, command.workload());
    int[] taken = view.devices(member.workload(), command.to());
    for (int d = 0; d < view.deviceTypes(); d++) {
      assertThat(taken[d]).as(command.id()).isLessThanOrEqualTo(spare.devices()[d]);
    }
    Footprint footprint = view.footprint(member.workload(), command.to());
    assertThat(view.affordable(footprint, spare)).as("dollars of %s", command.id()).isTrue();
    assertThat(view.powered(footprint, spare)).as("power of %s", command.id()).isTrue();
  }

  /// With this one, none of the budgets of changes is exceeded by what only raises.
  private static void changesLeft(PoolView view, PoolState after, MemberState member, Instant now) {
    member
        .workload()
        .bounds()
        .churn()
        .ifPresent(
            churn -> assertThat(count(member, churn, now)).isLessThanOrEqualTo(churn.changes()));
    view.pool()
        .churn()
        .ifPresent(
            churn ->
                assertThat(
                        after.members().values().stream()
                            .mapToInt(each -> count(each, churn, now))
                            .sum())
                    .isLessThanOrEqualTo(churn.changes()));
  }

  private static int count(MemberState member, Churn churn, Instant now) {
    return ChurnBudget.within(member.resizedAt(), churn.window(), now).size();
  }

  private static boolean raises(Workload workload, Allocation from, Allocation to) {
    return workload.placements().stream()
        .anyMatch(p -> to.replicas(p.name()) > from.replicas(p.name()));
  }

  /// Stale, or with replicas that are ready and silent, told from the newest estimate itself.
  private static boolean isBlind(MemberState member) {
    if (member.workload().objective() instanceof Objective.Profiled) {
      return false;
    }
    if (member.estimate().isEmpty()) {
      return !member.observed().orElseThrow().complete();
    }
    boolean complete =
        member.observed().orElseThrow().complete()
            || (member.estimate().get().measure() instanceof Measure.Training training
                && training.complete());
    Freshness freshness = member.estimate().get().freshness();
    int ready =
        member.observed().orElseThrow().placements().stream()
            .mapToInt(PlacementStatus::ready)
            .sum();
    boolean silent = freshness.unreachable() > 0 || freshness.live() == 0;
    return !complete && (freshness.stale() || (silent && ready > freshness.live()));
  }

  /// What all members hold or run together stays within the pool.
  static void assertWithin(PoolState pool, Moment moment) {
    PoolView view = new PoolView(pool.root().name(), moment.catalogue());
    PoolView.Spare left = view.spareFor(pool, "");
    for (int devices : left.devices()) {
      assertThat(devices).as("devices left").isNotNegative();
    }
    assertThat(view.affordable(Footprint.NONE, left)).as("dollars left").isTrue();
    assertThat(view.powered(Footprint.NONE, left)).as("power left").isTrue();
  }

  List<Command> commands() {
    return commands;
  }
}
