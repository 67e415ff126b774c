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
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Placement;
import io.rheostat.model.fleet.Workload;
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
    assertThat(command.to()).isEqualTo(member.held());

    PoolView view = new PoolView(after.root().name(), moment.catalogue());
    if (raises(workload, from, command.to())) {
      assertThat(command.to().total()).isLessThanOrEqualTo(workload.bounds().maxReplicas());
      assertThat(view.usd(workload, command.to()))
          .isLessThanOrEqualTo(workload.bounds().maxUsdPerHour().orElse(1e12) + 1e-6);
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
    for (int d = 0; d < taken.length; d++) {
      assertThat(taken[d]).as(command.id()).isLessThanOrEqualTo(spare.devices()[d]);
    }
    assertThat(view.usd(member.workload(), command.to()))
        .isLessThanOrEqualTo(spare.usdPerHour() + 1e-6);
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
    assertThat(left.usdPerHour()).as("dollars left").isGreaterThanOrEqualTo(-1e-6);
  }

  List<Command> commands() {
    return commands;
  }
}
