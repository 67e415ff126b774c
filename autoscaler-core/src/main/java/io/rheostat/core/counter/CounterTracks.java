package io.rheostat.core.counter;

import java.util.List;

/// Doubts about the counters of one replica. Immutable.
///
/// @param tracks doubts by series, sorted by key; none of a series without any
/// @param jumpingSince start of the jumps of its counters, epoch milliseconds; 0 for never
/// @param jumpedAt time of the last jump, epoch milliseconds
public record CounterTracks(List<CounterTrack> tracks, long jumpingSince, long jumpedAt) {
  /// Time without a jump after which counters no longer count as jumping: the window of rates.
  private static final long JUMPING_MILLIS = 120_000;

  /// Tracks of a replica without any doubt.
  public static final CounterTracks NONE = new CounterTracks(List.of(), 0, 0);

  public CounterTracks {
    tracks = List.copyOf(tracks);
  }

  /// Returns whether several sources seem to write its series.
  public boolean isJumping(long now) {
    return jumpedAt > 0 && now - jumpedAt <= JUMPING_MILLIS;
  }

  /// Returns whether jumps were known before a time, so the order of simultaneous samples does not
  /// matter.
  public boolean jumpedBefore(long at) {
    return jumpingSince < at && isJumping(at);
  }
}
