package io.rheostat.ingest.matching;

/// Whether one sender still tells of one family of a replica. For the thread of its source.
final class Vital {
  private long toldAt = Long.MIN_VALUE;
  private boolean ended;

  /// Notes a value.
  ///
  /// @param millis the time now, since 1970
  void told(long millis) {
    toldAt = millis;
    ended = false;
  }

  /// Notes the marker of its end.
  void end() {
    ended = true;
  }

  /// Whether it ever had a value.
  boolean wasTold() {
    return toldAt != Long.MIN_VALUE;
  }

  /// Whether it was told of since that time, and has not ended.
  boolean livesSince(long millis) {
    return !ended && toldAt >= millis;
  }
}
