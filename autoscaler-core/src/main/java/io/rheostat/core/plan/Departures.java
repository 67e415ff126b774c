package io.rheostat.core.plan;

import io.rheostat.core.guard.GuardInput;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.decision.Allocation;
import io.rheostat.model.fleet.Mode;
import io.rheostat.model.fleet.Placement;
import io.rheostat.model.fleet.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Placements and workloads leaving the declaration. Their replicas take devices until their
/// targets are observed empty. Those of a placement are ordered away once the declared ones serve
/// the demand; those of a withdrawn workload are only counted, since the withdrawing person decides
/// on them.
final class Departures {
  private static final Duration ORDER_AGAIN = Duration.ofSeconds(60);

  private Departures() {}

  /// Returns the placements leaving when a workload is declared in another form.
  static List<MemberState.Leaving> leaving(MemberState member, Workload next, Instant now) {
    List<MemberState.Leaving> leaving = new ArrayList<>();
    for (MemberState.Leaving known : member.leaving()) {
      if (next.placement(known.placement().name()).isEmpty()) {
        leaving.add(known);
      }
    }
    for (Placement placement : member.workload().placements()) {
      int replicas = member.committed(placement.name());
      if (replicas > 0 && next.placement(placement.name()).isEmpty()) {
        leaving.add(new MemberState.Leaving(placement, replicas, now, Optional.empty()));
      }
    }
    return leaving;
  }

  /// Returns the part of an allocation on declared placements.
  static Allocation declared(Allocation allocation, Workload workload) {
    Allocation kept = allocation;
    for (Allocation.Part part : allocation.parts()) {
      if (workload.placement(part.placement()).isEmpty()) {
        kept = kept.with(part.placement(), 0);
      }
    }
    return kept;
  }

  /// Returns the member without the leaving placements reported empty by its targets.
  static MemberState observed(MemberState member) {
    if (member.leaving().isEmpty()) {
      return member;
    }
    List<MemberState.Leaving> left = new ArrayList<>(member.leaving());
    left.removeIf(one -> isEmpty(member, one.placement().name()));
    if (left.size() == member.leaving().size()) {
      return member;
    }
    MemberDraft draft = member.draft();
    draft.leaving = left;
    return draft.build();
  }

  private static boolean isEmpty(MemberState member, String placement) {
    boolean known =
        member.observed().isPresent() && member.observed().get().unknown(placement).isEmpty();
    return known && member.status(placement).map(Departures::isEmpty).orElse(false);
  }

  private static boolean isEmpty(PlacementStatus status) {
    return status.wanted() + status.ready() + status.starting() + status.draining() == 0
        && status.pending() == 0;
  }

  /// Returns the pool after a workload was withdrawn.
  static PoolState withdrawn(PoolState pool, String workload) {
    Optional<MemberState> member = pool.member(workload);
    if (member.isEmpty() || member.get().committed().total() == 0) {
      return pool.without(workload);
    }
    MemberDraft draft = member.get().draft();
    draft.withdrawn = true;
    draft.mayPlan = false;
    draft.proposal = Optional.empty();
    draft.shadow = Optional.empty();
    draft.floors.clear();
    return pool.with(draft.build());
  }

  /// Returns whether nothing of a withdrawn workload runs any more.
  static boolean isGone(MemberState member) {
    return member.withdrawn()
        && member.placements().stream().allMatch(one -> isEmpty(member, one.name()));
  }

  /// Returns whether leaving placements are to be ordered to 0 now: in mode act, while no command
  /// is under way, and once the ready replicas on the declared placements serve the demand.
  static boolean isDue(Circumstances circumstances) {
    MemberState member = circumstances.member();
    Instant now = circumstances.moment().now();
    boolean may =
        member.workload().mode() == Mode.ACT
            && member.inFlight().isEmpty()
            && !now.isBefore(member.retryAt())
            && !circumstances.moment().catalogue().isFrozen(member.workload().name());
    return may
        && member.leaving().stream().anyMatch(one -> isWaiting(member, one, now))
        && isReplaced(circumstances);
  }

  private static boolean isWaiting(MemberState member, MemberState.Leaving one, Instant now) {
    boolean lately = one.orderedAt().map(at -> now.isBefore(at.plus(ORDER_AGAIN))).orElse(false);
    boolean told =
        member.status(one.placement().name()).map(status -> status.wanted() == 0).orElse(false);
    return !lately && !told;
  }

  private static boolean isReplaced(Circumstances circumstances) {
    Valuation valuation = circumstances.valuation();
    GuardInput.Situation situation =
        circumstances
            .input(
                Optional.empty(),
                circumstances.member().held(),
                new Candidates(List.of(), List.of()))
            .situation();
    int least = circumstances.member().workload().bounds().minReplicas();
    boolean serves =
        valuation.capacity(situation.ready()) >= 0.999 * situation.needed()
            && situation.ready().total() >= least;
    return situation.restarts() || serves;
  }

  /// Returns the leaving placements after they were ordered to 0.
  static List<MemberState.Leaving> ordered(List<MemberState.Leaving> leaving, Instant now) {
    return leaving.stream()
        .map(
            one ->
                new MemberState.Leaving(
                    one.placement(), one.replicas(), one.since(), Optional.of(now)))
        .toList();
  }
}
