package io.rheostat.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.core.member.MemberState;
import io.rheostat.core.plan.decision.PlanEffect;
import io.rheostat.core.pool.ChurnBudget;
import io.rheostat.core.pool.PoolResources;
import io.rheostat.core.pool.PoolState;
import io.rheostat.core.stage.Moment;
import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.HoldReason;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Churn;
import io.rheostat.model.fleet.Mode;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.model.resource.Footprint;
import io.rheostat.model.resource.Placement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/// Invariants after every event of a pool, whatever the policy thinks.
final class PlanInvariants {
  private final SortedMap<String, Generation> newest = new TreeMap<>();
  private final List<Command> commands = new ArrayList<>();
  private final SortedMap<String, Observed> reports = new TreeMap<>();
  private final SortedMap<String, Instant> reportedAt = new TreeMap<>();
  private final SortedMap<String, Estimate> views = new TreeMap<>();

  /// Checks one step of one pool.
  void check(PoolState before, PoolState after, List<PlanEffect> effects, Moment moment) {
    SortedMap<String, Decision.Resize> resizes = new TreeMap<>();
    for (PlanEffect effect : effects) {
      switch (effect) {
        case PlanEffect.Decided(Decision decision) -> decided(decision, resizes);
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

  private void decided(Decision decision, SortedMap<String, Decision.Resize> resizes) {
    assertThat(decision.rationale().observed()).isNotBlank();
    if (decision instanceof Decision.Resize resize) {
      resizes.put(resize.workload(), resize);
    }
    if (decision instanceof Decision.Hold hold && hold.reason() == HoldReason.NOT_OBSERVED) {
      assertThat(isReported(hold.workload(), hold.at())).as("reported lately").isFalse();
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
    assertThat(command.to()).isEqualTo(member.desired());
    assertThat(command.to().total())
        .as("%s takes no workload below its minimum", command.id())
        .isGreaterThanOrEqualTo(
            isDone(workload) || workload.mode() == Mode.APPROVE
                ? 0
                : Math.min(workload.bounds().minReplicas(), from.total()));

    PoolResources view = new PoolResources(after.root().name(), moment.catalogue());
    if (raises(workload, from, command.to())) {
      assertThat(command.to().total()).isLessThanOrEqualTo(workload.bounds().maxReplicas());
      assertThat(view.footprint(workload, command.to()).microUsdPerHour())
          .isLessThanOrEqualTo(Footprint.microUsdLimit(workload.bounds().maxUsdPerHour()));
      changesLeft(view, after, member, moment.now());
      withinPool(view, after, member, command);
    }
    if (isBlind(workload, moment.now())) {
      for (Placement placement : workload.placements()) {
        assertThat(command.to().replicas(placement.name()))
            .as("%s of %s on stale data", placement.name(), command.id())
            .isGreaterThanOrEqualTo(from.replicas(placement.name()));
      }
    }
  }

  private static void withinPool(
      PoolResources view, PoolState after, MemberState member, Command command) {
    PoolResources.Spare spare = view.spareFor(after, command.workload());
    int[] taken = view.devices(member.workload(), command.to());
    for (int d = 0; d < view.deviceTypes(); d++) {
      assertThat(taken[d]).as(command.id()).isLessThanOrEqualTo(spare.devices()[d]);
    }
    Footprint footprint = view.footprint(member.workload(), command.to());
    assertThat(view.affordable(footprint, spare)).as("dollars of %s", command.id()).isTrue();
    assertThat(view.powered(footprint, spare)).as("power of %s", command.id()).isTrue();
  }

  /// With this one, none of the budgets of changes is exceeded by what only raises.
  private static void changesLeft(
      PoolResources view, PoolState after, MemberState member, Instant now) {
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

  /// Notes what the outside world told, so that blindness is judged by that and not by the state.
  void saw(PoolEvent event, Instant now) {
    switch (event) {
      case PoolEvent.Observation(Observed observed) -> {
        reports.put(observed.workload(), observed);
        reportedAt.put(observed.workload(), now);
      }
      case PoolEvent.Estimated(Estimate estimate) -> views.put(estimate.workload(), estimate);
      case PoolEvent.Alerted _,
          PoolEvent.Concluded _,
          PoolEvent.HandedOver _,
          PoolEvent.Declared _,
          PoolEvent.Tick _ -> {}
    }
  }

  private boolean isReported(String workload, Instant now) {
    Instant at = reportedAt.get(workload);
    return at != null && !at.isBefore(now.minusSeconds(180));
  }

  private boolean isDone(Workload workload) {
    Observed report = reports.get(workload.name());
    Estimate view = views.get(workload.name());
    return (report != null && report.complete())
        || (view != null
            && view.measure() instanceof Measure.Training training
            && training.complete());
  }

  /// Not all that runs is seen: nobody reported it for three minutes, nothing was measured, or
  /// fewer replicas send metrics than are ready.
  private boolean isBlind(Workload workload, Instant now) {
    if (!isReported(workload.name(), now)) {
      return true;
    }
    Observed report = Objects.requireNonNull(reports.get(workload.name()));
    if (workload.objective() instanceof Objective.Profiled || report.complete()) {
      return false;
    }
    Estimate view = views.get(workload.name());
    if (view == null) {
      return true;
    }
    boolean job = workload.objective() instanceof Objective.Training;
    if (view.measure() instanceof Measure.Training training && training.complete()) {
      return false;
    }
    int ready = report.placements().stream().mapToInt(PlacementStatus::ready).sum();
    int enough = job ? Math.min(1, ready) : ready;
    return view.freshness().stale() || view.freshness().live() < enough;
  }

  /// Asserts that all members together hold and run no more than the pool has.
  static void assertWithin(PoolState pool, Moment moment) {
    PoolResources view = new PoolResources(pool.root().name(), moment.catalogue());
    PoolResources.Spare left = view.spareFor(pool, "");
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
