package io.rheostat.core.estimate;

import io.rheostat.model.signal.Signal;

/// What is remembered of one replica. Immutable.
///
/// @param name the replica's name
/// @param placement where it runs
/// @param receivedAt when the newest reading that tells of its work, not only of its devices, came
///     in,
///     epoch milliseconds; 0 for never
/// @param observedAt time of the newest sample, epoch milliseconds
/// @param intervalMillis smoothed time between its readings; 0 before the second one
/// @param values newest value of each scalar signal, by signal number
/// @param seenAt time of the newest sample of each signal, by signal number; 0 for never
/// @param timeToFirstToken its TTFT histogram
/// @param timePerOutputToken its TPOT histogram
/// @param arrivalRate smoothed requests per second it took, carried on while it is unreachable
/// @param work done since the performance model last learned
@SuppressWarnings(
    "ArrayRecordComponent") // never shared outside this package, never changed in place
record ReplicaState(
    String name,
    String placement,
    long receivedAt,
    long observedAt,
    double intervalMillis,
    double[] values,
    long[] seenAt,
    HistogramState timeToFirstToken,
    HistogramState timePerOutputToken,
    double arrivalRate,
    Work work) {
  private static final int SLOTS = Signal.values().length + 1;
  private static final long LEAST_STALE_MILLIS = 10_000;
  private static final long MOST_STALE_MILLIS = 90_000;

  static ReplicaState of(String name, String placement) {
    return new ReplicaState(
        name,
        placement,
        0,
        0,
        0,
        new double[SLOTS],
        new long[SLOTS],
        HistogramState.EMPTY,
        HistogramState.EMPTY,
        0,
        Work.NONE);
  }

  /// Whether readings still come: not silent for more than three of its own intervals, within 10 to
  /// 90 s.
  boolean isLive(long now) {
    return receivedAt > 0 && now - receivedAt <= staleAfterMillis();
  }

  /// Silence after which it counts as unreachable.
  long staleAfterMillis() {
    long threeIntervals = (long) (3 * intervalMillis);
    return Math.max(LEAST_STALE_MILLIS, Math.min(MOST_STALE_MILLIS, threeIntervals));
  }

  /// Newest value of a gauge or counter; 0 when it never came.
  double value(Signal signal) {
    return values[signal.number()];
  }

  /// Whether a signal ever came.
  boolean has(Signal signal) {
    return seenAt[signal.number()] > 0;
  }

  ReplicaState withWork(Work changed) {
    return new ReplicaState(
        name,
        placement,
        receivedAt,
        observedAt,
        intervalMillis,
        values,
        seenAt,
        timeToFirstToken,
        timePerOutputToken,
        arrivalRate,
        changed);
  }
}
