package io.rheostat.core.plan;

import io.rheostat.core.attainment.AttainmentCurve;
import io.rheostat.core.attainment.DemandOutlook;
import io.rheostat.core.member.MemberDraft;
import io.rheostat.core.member.MemberState;
import io.rheostat.core.member.ShadowState;
import io.rheostat.core.plan.decision.PlanEffect;
import io.rheostat.core.pool.CoverageAssessment;
import io.rheostat.core.pool.PoolResources;
import io.rheostat.core.pool.PoolState;
import io.rheostat.core.stage.Moment;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.decision.Coverage;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.Savings;
import io.rheostat.model.estimate.Interval;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.estimate.PlacementCapacity;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Mode;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Planning of only observed workloads: the same planning on imagined replicas, without a command,
/// and both sides added up.
final class Shadows {
  /// Time between two additions to the savings.
  private static final Duration TALLY_EVERY = Duration.ofSeconds(5);

  /// Longest time without a tick: beyond it, the running replicas are unknown.
  private static final Duration LONGEST_STEP = Duration.ofSeconds(60);

  private Shadows() {}

  static boolean isOnlyObserved(MemberState member) {
    return member.workload().mode() == Mode.OBSERVE;
  }

  /// Plans one workload on its shadow.
  static PlannedPool replan(PoolState pool, MemberState member, Moment moment) {
    Coverage coverage = CoverageAssessment.of(member, moment.now());
    if (member.observed().isEmpty()) {
      return PricedPlanning.replanAtPrices(pool, member, moment, coverage);
    }
    ShadowState shadow =
        member.shadow().orElseGet(() -> ShadowState.of(running(member), moment.now()));
    MemberState imagined = ImaginedMember.of(shadow, member, moment.now());
    PlannedPool result =
        PricedPlanning.replanAtPrices(pool.with(imagined), imagined, moment, coverage);
    MemberState decided = result.pool().member(member.workload().name()).orElseThrow();
    ShadowState after = ImaginedMember.after(shadow, decided, moment.now());
    MemberDraft draft = MemberDraft.of(member);
    draft.recommendations = decided.recommendations();
    draft.lastDecision = decided.lastDecision();
    draft.shadow = Optional.of(after);
    List<PlanEffect> effects = new ArrayList<>();
    for (PlanEffect effect : result.effects()) {
      if (effect instanceof PlanEffect.Decided(Decision decision)) {
        effects.add(new PlanEffect.Decided(told(decision, running(member), after)));
      }
    }
    return new PlannedPool(pool.with(draft.build()), effects);
  }

  private static Decision told(Decision decision, Allocation running, ShadowState shadow) {
    return new Decision.Shadow(
        decision.workload(),
        decision.pool(),
        decision.at(),
        running,
        shadow.desired(),
        shadow.savings(),
        decision.rationale());
  }

  /// Returns the running replicas. Targets that nothing resizes do not report them: there the
  /// replicas sending readings count.
  private static Allocation running(MemberState member) {
    Allocation running = Allocation.NONE;
    for (Placement placement : member.workload().placements()) {
      boolean untold = placement.target().driver().equals(Target.OBSERVE.driver());
      int replicas =
          untold
              ? reporting(member, placement.name())
              : member.status(placement.name()).map(Shadows::costing).orElse(0);
      running = running.with(placement.name(), replicas);
    }
    return running;
  }

  private static int costing(PlacementStatus status) {
    return status.running();
  }

  private static int reporting(MemberState member, String placement) {
    if (member.estimate().isPresent()
        && member.estimate().get().measure() instanceof Measure.Inference inference) {
      for (PlacementCapacity capacity : inference.capacities()) {
        if (capacity.placement().equals(placement)) {
          return capacity.reporting();
        }
      }
    }
    return 0;
  }

  /// Adds up the time passed since the last addition, every few seconds.
  static MemberState tallied(MemberState member, PoolResources view, Instant now) {
    if (member.shadow().isEmpty()) {
      return member;
    }
    ShadowState shadow = member.shadow().get();
    Duration passed = Duration.between(shadow.talliedAt(), now);
    if (passed.compareTo(TALLY_EVERY) < 0) {
      return member;
    }
    boolean known = passed.compareTo(LONGEST_STEP) <= 0;
    MemberDraft draft = MemberDraft.of(member);
    draft.shadow =
        Optional.of(
            shadow.with(
                known ? added(shadow, member, view, passed.toMillis() / 1000.0) : shadow.savings(),
                now));
    return draft.build();
  }

  private static Savings added(
      ShadowState shadow, MemberState member, PoolResources view, double seconds) {
    Savings before = shadow.savings();
    double hours = seconds / 3600;
    Requests requests = requests(shadow, member);
    return new Savings(
        before.since(),
        before.seconds() + seconds,
        before.realUsd() + view.usd(member.workload(), running(member)) * hours,
        before.shadowUsd() + view.usd(member.workload(), shadow.desired()) * hours,
        before.requests() + requests.perSecond() * seconds,
        before.realGood() + requests.perSecond() * requests.realShare() * seconds,
        before.shadowGood() + requests.perSecond() * requests.shadowShare() * seconds);
  }

  /// Requests comparable on both sides, with the shares of good ones.
  private record Requests(double perSecond, double realShare, double shadowShare) {
    static final Requests NONE = new Requests(0, 0, 0);
  }

  /// Returns the comparable requests. None while nothing fresh was measured: one side alone would
  /// not compare.
  private static Requests requests(ShadowState shadow, MemberState member) {
    if (member.estimate().isEmpty()
        || member.estimate().get().freshness().stale()
        || !(member.estimate().get().measure() instanceof Measure.Inference measure)
        || !(member.workload().objective() instanceof Objective.Inference objective)
        || measure.attainment().isEmpty()) {
      return Requests.NONE;
    }
    Interval seen = measure.attainment().get();
    Allocation ready = shadow.ready(shadow.talliedAt());
    double capacity = 0;
    for (PlacementCapacity each : measure.capacities()) {
      capacity += each.requestsPerSecond() * ready.replicas(each.placement());
    }
    double rate = measure.demand().stableRate();
    AttainmentCurve quality =
        DemandOutlook.of(objective, measure, member.slowestStartupSeconds()).quality();
    return new Requests(rate, (seen.lower() + seen.upper()) / 2, quality.at(rate, capacity));
  }
}
