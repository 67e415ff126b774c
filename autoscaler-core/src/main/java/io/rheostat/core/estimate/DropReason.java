package io.rheostat.core.estimate;

import io.rheostat.model.fleet.Workload;
import io.rheostat.model.signal.Reading;
import java.util.Optional;

/// Reason for not counting part of a reading.
public enum DropReason {
  /// More than 30 s ahead of its receipt.
  FUTURE,
  /// Older than the window.
  LATE,
  /// The workload is not declared.
  UNDECLARED,
  /// The workload has no placement of that name.
  UNKNOWN_PLACEMENT,
  /// A counter fell or jumped, or a gauge was absurd: it does not count, or only once seen again.
  DOUBTFUL,
  /// A counter came back to a line left before: several sources write one series.
  JUMPED;

  /// Largest lead of a reading over the fold's time, milliseconds: more is a wrong clock.
  private static final long FUTURE_MILLIS = 30_000;

  /// Largest age of a reading, milliseconds: the span of the arrivals' ring.
  private static final long WINDOW_MILLIS = 120_000;

  /// Returns the reason for not counting a whole reading; empty for one that counts.
  static Optional<DropReason> of(Optional<Workload> workload, Reading reading, long now) {
    long at = reading.observedAt().toEpochMilli();
    if (workload.isEmpty()) {
      return Optional.of(UNDECLARED);
    }
    if (workload.get().placement(reading.placement()).isEmpty()) {
      return Optional.of(UNKNOWN_PLACEMENT);
    }
    if (at > now + FUTURE_MILLIS) {
      return Optional.of(FUTURE);
    }
    return at < now - WINDOW_MILLIS ? Optional.of(LATE) : Optional.empty();
  }
}
