package io.rheostat.simulator.trace.file;

import java.util.List;
import java.util.Optional;

/// Units of time in traces.
enum TimeUnits {
  SECONDS(1_000_000_000L, 10, "s sec secs second seconds"),
  MILLISECONDS(1_000_000L, 13, "ms msec millis milli millisecond milliseconds"),
  MICROSECONDS(1_000L, 16, "us usec micros microsecond microseconds"),
  NANOSECONDS(1L, 19, "ns nsec nanos nanosecond nanoseconds");

  private final long nanos;
  private final int epochDigits;
  private final String words;

  TimeUnits(long nanos, int epochDigits, String words) {
    this.nanos = nanos;
    this.epochDigits = epochDigits;
    this.words = words;
  }

  /// Returns the length of one, nanoseconds.
  long nanos() {
    return nanos;
  }

  /// Returns the unit of a word at the end of a column's name.
  static Optional<TimeUnits> ofWord(String word) {
    for (TimeUnits unit : values()) {
      if (List.of(unit.words.split(" ", -1)).contains(word)) {
        return Optional.of(unit);
      }
    }
    return Optional.empty();
  }

  /// Returns the unit of a time since 1970, from its number of whole digits, for the years 2001
  /// to 2286.
  static Optional<TimeUnits> ofEpoch(int digits) {
    for (TimeUnits unit : values()) {
      if (unit.epochDigits == digits) {
        return Optional.of(unit);
      }
    }
    return Optional.empty();
  }
}
