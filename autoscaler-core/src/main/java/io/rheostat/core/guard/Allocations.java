package io.rheostat.core.guard;

import io.rheostat.model.fleet.Allocation;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Arithmetic on allocations, part by part.
final class Allocations {
  private Allocations() {}

  /// Returns the fewer replicas of both, for each placement.
  static Allocation common(Allocation left, Allocation right) {
    Allocation common = Allocation.NONE;
    for (Allocation.Part part : left.parts()) {
      int replicas = Math.min(part.replicas(), right.replicas(part.placement()));
      common = common.with(part.placement(), replicas);
    }
    return common;
  }

  /// Returns whether some placement has fewer than before.
  static boolean dropsAny(Allocation from, Allocation to) {
    for (Allocation.Part part : from.parts()) {
      if (to.replicas(part.placement()) < part.replicas()) {
        return true;
      }
    }
    return false;
  }

  /// Returns whether some placement has more than before.
  static boolean raisesAny(Allocation from, Allocation to) {
    return dropsAny(to, from);
  }

  /// Returns the proposal with enough of its additions to `desired` taken back to be accepted,
  /// evenly over the parts; without any addition when it never is.
  static Allocation reduceUntil(
      Allocation desired, Allocation proposal, Predicate<Allocation> accepted) {
    if (accepted.test(proposal)) {
      return proposal;
    }
    Allocation base = Allocation.NONE;
    for (Allocation.Part part : proposal.parts()) {
      int kept = Math.min(part.replicas(), desired.replicas(part.placement()));
      base = base.with(part.placement(), kept);
    }
    return fill(base, proposal, accepted);
  }

  /// Returns the allocation with replicas taken away until it is accepted or empty: only from
  /// refused parts, the largest first.
  static Allocation lowerUntil(Allocation allocation, Predicate<Allocation> accepted) {
    return accepted.test(allocation) ? allocation : fill(Allocation.NONE, allocation, accepted);
  }

  /// Returns the base with replicas added towards the ceiling, evenly over the parts, as long as it
  /// is accepted: a refused part keeps no other one down.
  private static Allocation fill(
      Allocation base, Allocation ceiling, Predicate<Allocation> accepted) {
    Allocation filled = base;
    SortedSet<String> open = accepted.test(base) ? placements(base, ceiling) : new TreeSet<>();
    while (!open.isEmpty()) {
      String least = open.first();
      for (String placement : open) {
        int added = filled.replicas(placement) - base.replicas(placement);
        if (added < filled.replicas(least) - base.replicas(least)) {
          least = placement;
        }
      }
      Allocation next = filled.with(least, filled.replicas(least) + 1);
      if (next.replicas(least) <= ceiling.replicas(least) && accepted.test(next)) {
        filled = next;
      } else {
        open.remove(least);
      }
    }
    return filled;
  }

  private static SortedSet<String> placements(Allocation left, Allocation right) {
    SortedSet<String> placements = new TreeSet<>();
    left.parts().forEach(part -> placements.add(part.placement()));
    right.parts().forEach(part -> placements.add(part.placement()));
    return placements;
  }
}
