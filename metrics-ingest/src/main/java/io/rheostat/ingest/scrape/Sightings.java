package io.rheostat.ingest.scrape;

import io.rheostat.model.signal.ReplicaGone;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Replicas reported by each target: a replica with several exporters has left only when the last
/// of their targets has.
final class Sightings {
  private static final Comparator<ReplicaGone> ORDER =
      Comparator.comparing(ReplicaGone::workload).thenComparing(ReplicaGone::replica);

  private final Map<TargetLoop, Set<ReplicaGone>> byLoop = new HashMap<>();
  private final Map<ReplicaGone, Integer> targets = new HashMap<>();

  /// Records the replicas currently reported by a target.
  synchronized void saw(TargetLoop loop, Set<ReplicaGone> replicas) {
    Set<ReplicaGone> before = byLoop.getOrDefault(loop, Set.of());
    if (before.equals(replicas)) {
      return;
    }
    replicas.forEach(replica -> targets.merge(replica, 1, Integer::sum));
    before.forEach(this::forget);
    byLoop.put(loop, Set.copyOf(replicas));
  }

  /// Forgets a target and returns the replicas no other target reports.
  synchronized List<ReplicaGone> left(TargetLoop loop) {
    Set<ReplicaGone> replicas = byLoop.getOrDefault(loop, Set.of());
    byLoop.remove(loop);
    replicas.forEach(this::forget);
    List<ReplicaGone> gone = new ArrayList<>(replicas);
    gone.removeIf(targets::containsKey);
    gone.sort(ORDER);
    return gone;
  }

  private void forget(ReplicaGone replica) {
    var _ = targets.computeIfPresent(replica, (_, count) -> count == 1 ? null : count - 1);
  }
}
