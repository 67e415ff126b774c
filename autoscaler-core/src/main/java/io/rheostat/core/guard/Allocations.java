package io.rheostat.core.guard;

import io.rheostat.model.decision.Allocation;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Arithmetic on allocations, part by part.
final class Allocations {
  private Allocations() {}

  /// The more of both, for each placement.
  static Allocation union(Allocation left, Allocation right) {
    List<Allocation.Part> parts = new ArrayList<>();
    for (String placement : placements(left, right)) {
      int replicas = Math.max(left.replicas(placement), right.replicas(placement));
      parts.add(new Allocation.Part(placement, replicas));
    }
    return new Allocation(parts);
  }

  /// Whether some placement has fewer than before.
  static boolean dropsAny(Allocation from, Allocation to) {
    for (Allocation.Part part : from.parts()) {
      if (to.replicas(part.placement()) < part.replicas()) {
        return true;
      }
    }
    return false;
  }

  /// Whether some placement has more than before.
  static boolean raisesAny(Allocation from, Allocation to) {
    return dropsAny(to, from);
  }

  /// The proposal with what it adds to `held` taken back, one replica at a time from the part that
  /// grows
  /// most, until it is accepted; without all it adds when it never is.
  static Allocation reduceUntil(
      Allocation held, Allocation proposal, Predicate<Allocation> accepted) {
    Allocation reduced = proposal;
    while (!accepted.test(reduced)) {
      String most = "";
      int growth = 0;
      for (Allocation.Part part : reduced.parts()) {
        int more = part.replicas() - held.replicas(part.placement());
        if (more > growth) {
          growth = more;
          most = part.placement();
        }
      }
      if (growth == 0) {
        return reduced;
      }
      reduced = reduced.with(most, reduced.replicas(most) - 1);
    }
    return reduced;
  }

  /// The allocation with replicas taken away, largest part first, until it is accepted or empty.
  static Allocation lowerUntil(Allocation allocation, Predicate<Allocation> accepted) {
    Allocation lowered = allocation;
    while (!accepted.test(lowered) && lowered.total() > 0) {
      Allocation.Part largest = lowered.parts().getFirst();
      for (Allocation.Part part : lowered.parts()) {
        if (part.replicas() > largest.replicas()) {
          largest = part;
        }
      }
      lowered = lowered.with(largest.placement(), largest.replicas() - 1);
    }
    return lowered;
  }

  private static SortedSet<String> placements(Allocation left, Allocation right) {
    SortedSet<String> placements = new TreeSet<>();
    left.parts().forEach(part -> placements.add(part.placement()));
    right.parts().forEach(part -> placements.add(part.placement()));
    return placements;
  }
}
