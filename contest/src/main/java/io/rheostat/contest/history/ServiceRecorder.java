package io.rheostat.contest.history;

import io.rheostat.core.capacity.EngineModel;
import io.rheostat.core.series.LatencyWindow;
import io.rheostat.core.workload.WorkloadRoot;
import io.rheostat.core.workload.WorkloadState;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.model.resource.Placement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Collects the traffic and the latencies of one service, slot by slot.
final class ServiceRecorder {
  private static final long SLOT_MILLIS = TrafficHistory.SLOT.toMillis();

  private final List<TrafficHistory.Slot> slots = new ArrayList<>();
  private long first;
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
    if (slots.isEmpty()) {
      first = start;
    }
    long end = start + SLOT_MILLIS;
    WorkloadRoot.Windows windows = root.windows();
    double arrivals =
        root.gateway()
            .map(gateway -> gateway.requests().sum(start, end))
            .orElseGet(() -> root.arrivals().sum(start, end));
    slots.add(
        root.readAt() < start
            ? TrafficHistory.Slot.UNSEEN
            : new TrafficHistory.Slot(
                arrivals,
                windows.promptTokens().sum(start, end),
                windows.admitted().sum(start, end),
                windows.generatedTokens().sum(start, end),
                windows.finished().sum(start, end),
                true));
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
        traffic(replicas.from(), replicas.to()),
        replicas,
        firstToken,
        perToken,
        engines,
        measured);
  }

  /// Returns the slots of a section; those before the service was declared are unseen.
  private TrafficHistory traffic(Instant from, Instant to) {
    List<TrafficHistory.Slot> kept = new ArrayList<>();
    for (long at = from.toEpochMilli(); at < to.toEpochMilli(); at += SLOT_MILLIS) {
      int index = (int) Math.floorDiv(at - first, SLOT_MILLIS);
      boolean known = index >= 0 && index < slots.size();
      kept.add(known ? slots.get(index) : TrafficHistory.Slot.UNSEEN);
    }
    return new TrafficHistory(from, kept);
  }
}
