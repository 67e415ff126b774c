package io.rheostat.core.plan.decision;

import io.rheostat.core.Tuning;
import io.rheostat.core.guard.GuardInput;
import io.rheostat.core.member.MemberCommands;
import io.rheostat.core.member.MemberDecisions;
import io.rheostat.core.member.MemberState;
import io.rheostat.core.option.NetValue;
import io.rheostat.core.pool.AllocationSize;
import io.rheostat.core.pool.ChurnBudget;
import io.rheostat.core.pool.CoverageAssessment;
import io.rheostat.core.pool.PoolResources;
import io.rheostat.core.pool.PoolState;
import io.rheostat.core.pool.Reservations;
import io.rheostat.core.solve.Candidate;
import io.rheostat.core.solve.Candidates;
import io.rheostat.core.stage.Moment;
import io.rheostat.core.transition.AlertFloors;
import io.rheostat.core.transition.ReportMerge;
import io.rheostat.model.decision.Coverage;
import io.rheostat.model.decision.HoldReason;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.resource.Placement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Inputs of one planning decision: the workload's state, its pool and their limits.
///
/// @param spare spare capacity of the pool for this workload
/// @param coverage coverage of the workload by reports and metrics
public record PlanningInput(
    PoolResources view,
    PoolState pool,
    MemberState member,
    Moment moment,
    AllocationSize valuation,
    PoolResources.Spare spare,
    Coverage coverage) {

  /// Returns the inputs of a decision on a member with real replicas, their coverage assessed at
  /// the moment.
  public static PlanningInput of(
      PoolResources view, PoolState pool, MemberState member, Moment moment) {
    return of(view, pool, member, moment, CoverageAssessment.of(member, moment.now()));
  }

  /// Returns the inputs of a decision on a member.
  ///
  /// @param coverage coverage of the real replicas, where the member is imagined
  public static PlanningInput of(
      PoolResources view, PoolState pool, MemberState member, Moment moment, Coverage coverage) {
    PoolResources.Spare spare = view.spareFor(pool, member.workload().name());
    Reservations reserved = Reservations.of(view, pool, member, moment);
    AllocationSize valuation = new AllocationSize(view, member, coverage, reserved);
    return new PlanningInput(view, pool, member, moment, valuation, spare, coverage);
  }

  /// Returns whether the job is done.
  boolean isComplete() {
    return member.isComplete();
  }

  /// Returns the allocation proposed by policy: none for a completed job, the current one without a
  /// choice.
  Allocation proposal(Optional<Candidate> chosen) {
    if (isComplete()) {
      return Allocation.NONE;
    }
    return chosen.map(candidate -> candidate.option().allocation()).orElse(member.desired());
  }

  /// Returns the input of the guard.
  ///
  /// @param chosen choice of policy; empty when nothing is feasible
  public GuardInput input(Optional<Candidate> chosen, Allocation proposal, Candidates candidates) {
    List<Allocation> wanted = new ArrayList<>();
    for (MemberDecisions.Recommendation recommendation : member.recommendations()) {
      if (!recommendation
          .at()
          .isBefore(moment.now().minus(Tuning.DEFAULT.cadence().stabilisationWindow()))) {
        wanted.add(recommendation.allocation());
      }
    }
    List<Instant> resizes = recentResizes();
    GuardInput.History history =
        new GuardInput.History(
            wanted,
            member.inFlight().map(MemberCommands.InFlight::to),
            resizes.size(),
            resizes.isEmpty() ? Optional.empty() : Optional.of(resizes.getLast()),
            moment.now().isBefore(member.retryAt()));
    return new GuardInput(
        moment.now(),
        member.desired(),
        situation(chosen, proposal, candidates),
        history,
        member.workload().bounds(),
        valuation::capacity,
        allocation -> view.usd(member.workload(), allocation),
        new GuardInput.Limits(
            valuation::withinCost,
            allocation -> isShare(allocation, chosen) || valuation.fits(allocation, spare),
            allocation -> isShare(allocation, chosen) || valuation.affordable(allocation, spare),
            allocation -> isShare(allocation, chosen) || valuation.powered(allocation, spare),
            new ChurnBudget(view, pool, moment.now()).spent(member),
            member.doubt().isEmpty() && !ReportMerge.mayStillChange(member)));
  }

  /// Returns whether the allocation is at most the current one and, when policy chose something, at
  /// most the choice. Where a shared limit fell below the sum of all current allocations, each
  /// gives back down to its choice; counting the excess of the others as well would leave it with
  /// nothing.
  private boolean isShare(Allocation allocation, Optional<Candidate> chosen) {
    if (chosen.isEmpty() && !isComplete()) {
      // Nothing was chosen: only the declared minimum is its share.
      return allocation.total() <= member.workload().bounds().minReplicas()
          && member.holds(allocation);
    }
    Allocation most =
        isComplete()
            ? Allocation.NONE
            : chosen.map(candidate -> candidate.option().allocation()).orElseThrow();
    return allocation.parts().stream()
        .allMatch(
            part ->
                part.replicas()
                    <= Math.min(
                        most.replicas(part.placement()),
                        member.desired().replicas(part.placement())));
  }

  /// Returns whether the pool has room for an allocation beside the allocations and reservations of
  /// others.
  public boolean isPossible(Allocation allocation) {
    return valuation.fits(allocation, spare)
        && valuation.affordable(allocation, spare)
        && valuation.powered(allocation, spare);
  }

  /// Returns the worth of an option's devices and dollars to the rest of the pool, at the shadow
  /// prices of its last solve.
  public double scarcityUsd(Candidate candidate) {
    return scarcityUsd(candidate.devices(), candidate.option().costUsdPerHour());
  }

  private double scarcityUsd(int[] devices, double usdPerHour) {
    double usd = pool.root().budgetPrice() * usdPerHour;
    for (int i = 0; i < view.types().size(); i++) {
      usd += pool.root().prices().getOrDefault(view.types().get(i), 0.0) * devices[i];
    }
    return usd;
  }

  private List<Instant> recentResizes() {
    return ChurnBudget.within(
        member.resizedAt(), Tuning.DEFAULT.cadence().churnWindow(), moment.now());
  }

  private GuardInput.Situation situation(
      Optional<Candidate> chosen, Allocation proposal, Candidates candidates) {
    boolean complete = isComplete();
    double desired = score(member.desired(), candidates);
    double gain = complete ? Double.MAX_VALUE : gain(chosen, desired);
    Optional<String> gap = complete ? Optional.empty() : coverage.gap();
    return new GuardInput.Situation(
        valuation.restarts(),
        valuation.isRestartPriced(),
        gap,
        moment.catalogue().isFrozen(member.workload().name()),
        valuation.confidence(),
        proposal.equals(member.desired()) ? 0 : gain,
        Math.abs(desired),
        valuation.needed(),
        ready(),
        AlertFloors.highest(member, valuation.cheapestPlacement(), moment.now()));
  }

  /// Returns what a choice gains the pool over the current allocation, so with the worth of the
  /// devices it takes or gives back.
  private double gain(Optional<Candidate> chosen, double desired) {
    int[] held = view.devices(member.workload(), member.desired());
    double scarce = scarcityUsd(held, view.usd(member.workload(), member.desired()));
    return chosen.map(c -> c.score() - scarcityUsd(c) - (desired - scarce)).orElse(0.0);
  }

  /// Returns the score of an allocation among the candidates; without it, J of paying for it and
  /// earning nothing.
  private double score(Allocation allocation, Candidates candidates) {
    for (Candidate candidate : candidates.all()) {
      if (candidate.option().allocation().equals(allocation)) {
        return candidate.score();
      }
    }
    double usd = view.usd(member.workload(), allocation);
    return NetValue.of(view.pool()).usdPerHour(0, usd, 0);
  }

  private Allocation ready() {
    Allocation ready = Allocation.NONE;
    for (Placement placement : member.workload().placements()) {
      ready = ready.with(placement.name(), member.ready(placement.name()));
    }
    return ready;
  }

  /// Returns the reason for keeping the current allocation.
  HoldReason holdReason(GuardInput input, Optional<Candidate> chosen, Allocation proposal) {
    if (input.situation().frozen()) {
      return HoldReason.FROZEN;
    }
    boolean over =
        !valuation.fits(member.desired(), spare)
            || !valuation.affordable(member.desired(), spare)
            || !valuation.powered(member.desired(), spare)
            || member.desired().total() > input.bounds().maxReplicas()
            || !valuation.withinCost(member.desired());
    if (over && input.situation().gap().isPresent()) {
      return HoldReason.OVER_LIMIT;
    }
    if (chosen.isEmpty()) {
      return HoldReason.INFEASIBLE;
    }
    return proposal.equals(member.desired()) ? HoldReason.BEST : HoldReason.GUARDED;
  }
}
