package io.rheostat.core.estimate;

import java.util.List;

/// Doubts about the counters of one replica. Immutable.
///
/// @param tracks doubts by series, sorted by key; none of a series that just goes on
/// @param jumpingSince when its counters began to jump, epoch milliseconds; 0 for never
/// @param jumpedAt when one last did
record CounterTracks(List<CounterTrack> tracks, long jumpingSince, long jumpedAt) {
  /// A replica's counters jump until they did not for so long: the window that rates are read from.
  private static final long JUMPING_MILLIS = 120_000;

  static final CounterTracks NONE = new CounterTracks(List.of(), 0, 0);

  CounterTracks {
    tracks = List.copyOf(tracks);
  }

  /// Whether several sources seem to write its series.
  boolean isJumping(long now) {
    return jumpedAt > 0 && now - jumpedAt <= JUMPING_MILLIS;
  }

  /// Whether that was known before a time, so that the order of what came together does not matter.
  boolean jumpedBefore(long at) {
    return jumpingSince < at && isJumping(at);
  }
}
