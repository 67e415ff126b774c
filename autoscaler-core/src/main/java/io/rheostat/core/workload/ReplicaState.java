package io.rheostat.core.workload;

import io.rheostat.core.counter.CounterTracks;
import io.rheostat.core.counter.HistogramSeries;
import io.rheostat.core.series.SeriesTable;
import io.rheostat.model.signal.Signal;
import java.util.List;

/// State of one replica. Immutable.
///
/// @param name the replica's name
/// @param placement its placement
/// @param receivedAt receipt of the newest reading of its work, not only of its devices, epoch
///     milliseconds; 0 for never
/// @param observedAt time of the newest sample, epoch milliseconds
/// @param intervalMillis smoothed time between its readings; 0 before the second one
/// @param inFlight its requests, merged from its series
/// @param series the newest sample of each of its series
/// @param histograms its histograms, sorted by key
/// @param arrivalRate smoothed arrivals, requests per second, carried on while it is unreachable
/// @param work done since the performance model last learned
/// @param counters doubts about its counters
public record ReplicaState(
    String name,
    String placement,
    long receivedAt,
    long observedAt,
    double intervalMillis,
    ReplicaRequests inFlight,
    SeriesTable series,
    List<HistogramSeries> histograms,
    double arrivalRate,
    WorkSums work,
    CounterTracks counters) {
  /// Shortest silence after which a replica counts as unreachable, milliseconds.
  private static final long LEAST_STALE_MILLIS = 10_000;

  /// Longest silence of a live replica, milliseconds: three scrapes of the slowest usual interval.
  private static final long MOST_STALE_MILLIS = 90_000;

  /// Returns the state of a replica before its first reading.
  public static ReplicaState of(String name, String placement) {
    return new ReplicaState(
        name,
        placement,
        0,
        0,
        0,
        ReplicaRequests.NONE,
        SeriesTable.EMPTY,
        List.of(),
        0,
        WorkSums.NONE,
        CounterTracks.NONE);
  }

  /// Returns whether readings still arrive: silence of at most three of its own intervals, within
  /// 10 to 90 s.
  public boolean isLive(long now) {
    return receivedAt > 0 && now - receivedAt <= staleAfterMillis();
  }

  /// Returns whether it may take requests: live, and neither reported unready nor pending by its
  /// orchestrator. Without such a report, or with an old one, it is assumed ready.
  public boolean isServing(long now) {
    boolean unready = isFresh(Signal.REPLICA_READY, now) && value(Signal.REPLICA_READY) < 1;
    boolean pending = isFresh(Signal.REPLICA_PENDING, now) && value(Signal.REPLICA_PENDING) >= 1;
    return isLive(now) && !unready && !pending;
  }

  private boolean isFresh(Signal signal, long now) {
    long seen = seenAt(signal);
    return seen > 0 && now - seen <= MOST_STALE_MILLIS;
  }

  /// Returns the silence after which it counts as unreachable, milliseconds.
  public long staleAfterMillis() {
    long threeIntervals = (long) (3 * intervalMillis);
    return Math.max(LEAST_STALE_MILLIS, Math.min(MOST_STALE_MILLIS, threeIntervals));
  }

  /// Returns the newest value of a gauge or counter, merged from its series; 0 when it never came.
  public double value(Signal signal) {
    return series.merged(signal, staleAfterMillis());
  }

  /// Returns the time of a signal's newest sample, epoch milliseconds; 0 when it never came.
  public long seenAt(Signal signal) {
    return series.newest(signal);
  }

  /// Returns the replica with other work since the performance model last learned.
  public ReplicaState withWork(WorkSums changed) {
    return new ReplicaState(
        name,
        placement,
        receivedAt,
        observedAt,
        intervalMillis,
        inFlight,
        series,
        histograms,
        arrivalRate,
        changed,
        counters);
  }
}
