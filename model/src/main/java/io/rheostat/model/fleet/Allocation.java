package io.rheostat.model.fleet;

import io.rheostat.model.Require;
import java.util.ArrayList;
import java.util.List;

/// Replica counts by placement. Parts with no replicas are left out and the rest are sorted by
/// placement, so equal allocations are equal values.
///
/// @param parts placements in use
public record Allocation(List<Part> parts) {
  /// Nothing allocated.
  public static final Allocation NONE = new Allocation(List.of());

  /// Replicas on one placement.
  ///
  /// @param placement the placement's name
  /// @param replicas replica count
  public record Part(String placement, int replicas) {
    public Part {
      Require.text("placement", placement);
      Require.atLeast("replicas", 0, replicas);
    }
  }

  public Allocation {
    List<Part> kept = new ArrayList<>(parts.size());
    for (Part part : parts) {
      if (part.replicas() > 0) {
        kept.add(part);
      }
    }
    kept.sort((left, right) -> left.placement().compareTo(right.placement()));
    for (int i = 1; i < kept.size(); i++) {
      if (kept.get(i).placement().equals(kept.get(i - 1).placement())) {
        throw new IllegalArgumentException(
            "placement " + kept.get(i).placement() + " is allocated twice. Give one part each.");
      }
    }
    parts = List.copyOf(kept);
  }

  /// Creates an allocation on one placement.
  public static Allocation of(String placement, int replicas) {
    return new Allocation(List.of(new Part(placement, replicas)));
  }

  /// Returns the replicas on a placement; 0 when it is not in use.
  public int replicas(String placement) {
    for (Part part : parts) {
      if (part.placement().equals(placement)) {
        return part.replicas();
      }
    }
    return 0;
  }

  /// Returns the replicas over all placements.
  public int total() {
    int sum = 0;
    for (Part part : parts) {
      sum += part.replicas();
    }
    return sum;
  }

  /// Returns the larger count of both, for each placement.
  public Allocation union(Allocation other) {
    Allocation most = this;
    for (Part part : other.parts) {
      if (part.replicas() > replicas(part.placement())) {
        most = most.with(part.placement(), part.replicas());
      }
    }
    return most;
  }

  /// Returns the same allocation with another count on one placement.
  public Allocation with(String placement, int replicas) {
    List<Part> changed = new ArrayList<>(parts.size() + 1);
    for (Part part : parts) {
      if (!part.placement().equals(placement)) {
        changed.add(part);
      }
    }
    changed.add(new Part(placement, replicas));
    return new Allocation(changed);
  }

  /// Returns the part of it on placements of a workload's declaration.
  public Allocation declaredBy(Workload workload) {
    return new Allocation(
        parts.stream().filter(part -> workload.placement(part.placement()).isPresent()).toList());
  }

  /// Returns a text such as `3 x h100 + 2 x l40s`, or `nothing`.
  @Override
  public String toString() {
    if (parts.isEmpty()) {
      return "nothing";
    }
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      if (!text.isEmpty()) {
        text.append(" + ");
      }
      text.append(part.replicas()).append(" x ").append(part.placement());
    }
    return text.toString();
  }
}
