package io.rheostat.core.counter;

import java.util.List;

/// Outcome of one sample of a counter.
///
/// @param main the newest line
/// @param track remaining doubts
/// @param growths growth to count, and to take back
/// @param kind course of the counter
public record CounterVerdict(
    CounterLine main, CounterTrack track, List<CounterGrowth> growths, Kind kind) {
  /// Course of a counter at one sample.
  public enum Kind {
    /// It went on.
    STEADY,
    /// The sample does not count, or not yet.
    HELD,
    /// It came back to a line left before: several sources write one series.
    JUMPED
  }

  public CounterVerdict {
    growths = List.copyOf(growths);
  }
}
