package io.rheostat.contest.history;

import io.rheostat.core.capacity.EngineModel;
import io.rheostat.core.series.LatencyWindow;
import io.rheostat.core.workload.WorkloadRoot;
import io.rheostat.core.workload.WorkloadState;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.model.resource.Placement;
import java.util.SortedMap;
import java.util.TreeMap;

/// Collects the traffic and the latencies of one service, slot by slot.
final class ServiceRecorder {
  private final TrafficCounts traffic = new TrafficCounts();
  private LatencyHistogram firstToken = LatencyHistogram.EMPTY;
  private LatencyHistogram perToken = LatencyHistogram.EMPTY;

  void latencies(WorkloadRoot root, long start) {
    firstToken = plus(firstToken, root.timeToFirstToken(), start);
    perToken = plus(perToken, root.timePerOutputToken(), start);
  }

  private static LatencyHistogram plus(LatencyHistogram sum, LatencyWindow window, long start) {
    return sum.plus(window.bounds(), window.observed(start));
  }

  void requests(WorkloadRoot root, long start) {
    if (root.readAt() < start) {
      return;
    }
    long end = start + TrafficCounts.SLOT_MILLIS;
    WorkloadRoot.Windows windows = root.windows();
    double arrivals =
        root.gateway()
            .map(gateway -> gateway.requests().sum(start, end))
            .orElseGet(() -> root.arrivals().sum(start, end));
    TrafficHistory.Tokens tokens =
        new TrafficHistory.Tokens(
            windows.promptTokens().sum(start, end),
            windows.admitted().sum(start, end),
            windows.generatedTokens().sum(start, end),
            windows.finished().sum(start, end));
    traffic.seen(start, new TrafficHistory.Slot(arrivals, tokens));
  }

  /// Returns the history over the time of its replicas.
  ServiceHistory history(WorkloadState state, ReplicaHistory replicas) {
    Workload workload = state.root().declared().orElseThrow();
    SortedMap<String, EngineProfile> engines = new TreeMap<>();
    SortedMap<String, Long> measured = new TreeMap<>();
    for (Placement placement : workload.placements()) {
      EngineModel engine = state.root().engines().get(placement.name());
      if (engine != null) {
        engines.put(placement.name(), engine.profile());
        measured.put(placement.name(), engine.iteration().observations());
      }
    }
    return new ServiceHistory(
        workload,
        new TrafficHistory(replicas.from(), slots(replicas), traffic),
        replicas,
        firstToken,
        perToken,
        engines,
        measured);
  }

  private static int slots(ReplicaHistory section) {
    return (int) Math.ceilDiv(section.length().toMillis(), TrafficCounts.SLOT_MILLIS);
  }
}
