package io.rheostat.ingest.matching.sample;

/// Liveness of one family of a replica at one sender. For the thread of its source.
public final class VitalSignals {
  private long toldAt = Long.MIN_VALUE;
  private boolean ended;

  /// Records a value.
  ///
  /// @param millis the time now, since 1970
  public void told(long millis) {
    toldAt = millis;
    ended = false;
  }

  /// Records the marker of its end.
  public void end() {
    ended = true;
  }

  /// Tells whether it ever had a value.
  boolean wasTold() {
    return toldAt != Long.MIN_VALUE;
  }

  /// Tells whether it had a value since a time, and has not ended.
  boolean livesSince(long millis) {
    return !ended && toldAt >= millis;
  }
}
