package io.rheostat.core.counter;

import java.util.List;

/// Doubts about one series of counters: kept only while there are any. Immutable.
///
/// @param key the series' [SeriesKey]
/// @param stage degree of belief in the newest line
/// @param owed growth at the start of the newest line: counted once another sample stays on the
///     line
/// @param lows samples in a row a little below the newest line
/// @param overs samples in a row beyond the reach of any engine
/// @param others lines seen lately beside the newest one
public record CounterTrack(
    long key, Stage stage, CounterGrowth owed, int lows, int overs, List<CounterLine> others) {

  /// Degree of belief in the newest line.
  public enum Stage {
    /// Several samples lie on it.
    SETTLED,
    /// One sample after a jump up or a fall to another source.
    NEW,
    /// One sample looking like the first one after a restart.
    RESTARTED,
    /// A restart confirmed by a second sample; its owed growth was counted.
    RESTART_COUNTED
  }

  public CounterTrack {
    others = List.copyOf(others);
  }

  /// Returns the track of a series without any doubt.
  public static CounterTrack of(long key) {
    return new CounterTrack(key, Stage.SETTLED, CounterGrowth.NONE, 0, 0, List.of());
  }

  boolean isNew() {
    return stage == Stage.NEW || stage == Stage.RESTARTED;
  }

  /// Returns whether the series began again at or after a time.
  public boolean restartedSince(long time) {
    return (stage == Stage.RESTARTED || stage == Stage.RESTART_COUNTED) && owed.to() >= time;
  }

  /// Returns whether nothing is left to remember.
  boolean isIdle() {
    return !isNew() && lows == 0 && overs == 0 && others.isEmpty();
  }
}
