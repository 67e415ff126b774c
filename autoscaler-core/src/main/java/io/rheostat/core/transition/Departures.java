package io.rheostat.core.transition;

import io.rheostat.core.member.MemberDeclaration;
import io.rheostat.core.member.MemberDraft;
import io.rheostat.core.member.MemberState;
import io.rheostat.core.pool.PoolState;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Placements and workloads leaving the declaration. Their replicas take devices until their
/// targets are observed empty. Those of a placement are ordered away once the declared ones serve
/// the demand; those of a withdrawn workload are only counted, since the withdrawing person decides
/// on them.
public final class Departures {
  private Departures() {}

  /// Returns the placements leaving when a workload is declared in another form.
  public static List<MemberDeclaration.Leaving> leaving(
      MemberState member, Workload next, Instant now) {
    List<MemberDeclaration.Leaving> leaving = new ArrayList<>();
    for (MemberDeclaration.Leaving known : member.leaving()) {
      if (next.placement(known.placement().name()).isEmpty()) {
        leaving.add(known);
      }
    }
    for (Placement placement : member.workload().placements()) {
      int replicas = member.committed(placement.name());
      if (replicas > 0 && next.placement(placement.name()).isEmpty()) {
        leaving.add(new MemberDeclaration.Leaving(placement, replicas, now, Optional.empty()));
      }
    }
    return leaving;
  }

  /// Returns the member without the leaving placements reported empty by its targets.
  public static MemberState observed(MemberState member) {
    if (member.leaving().isEmpty()) {
      return member;
    }
    List<MemberDeclaration.Leaving> left = new ArrayList<>(member.leaving());
    left.removeIf(one -> isEmpty(member, one.placement().name()));
    if (left.size() == member.leaving().size()) {
      return member;
    }
    MemberDraft draft = MemberDraft.of(member);
    draft.leaving = left;
    return draft.build();
  }

  private static boolean isEmpty(MemberState member, String placement) {
    boolean known =
        member.observed().isPresent() && member.observed().get().unknown(placement).isEmpty();
    return known && member.status(placement).map(Departures::isEmpty).orElse(false);
  }

  private static boolean isEmpty(PlacementStatus status) {
    return status.wanted() + status.running() == 0 && status.pending() == 0;
  }

  /// Returns the pool after a workload was withdrawn.
  public static PoolState withdrawn(PoolState pool, String workload) {
    Optional<MemberState> member = pool.member(workload);
    if (member.isEmpty() || member.get().committed().total() == 0) {
      return pool.without(workload);
    }
    MemberDraft draft = MemberDraft.of(member.get());
    draft.withdrawn = true;
    draft.mayPlan = false;
    draft.proposal = Optional.empty();
    draft.shadow = Optional.empty();
    draft.floors.clear();
    return pool.with(draft.build());
  }

  /// Returns whether nothing of a withdrawn workload runs any more.
  public static boolean isGone(MemberState member) {
    return member.withdrawn()
        && member.placements().stream().allMatch(one -> isEmpty(member, one.name()));
  }
}
