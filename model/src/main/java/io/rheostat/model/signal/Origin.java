package io.rheostat.model.signal;

import io.rheostat.model.Require;

/// Source series of a sample within its replica. A replica may have several for one signal: one for
/// each engine, device or reason. Each is followed by itself, so that a page in parts means the
/// same as the whole page; a signal's value is merged from its series afterwards.
///
/// @param preference of its rule, 0 for the preferred one; while a signal has series of a lower
///     number, those of a higher number are passed over
/// @param series number of the series within its replica; 0 where there is only one
/// @param temporality whether a counter's or a bucket's value is a total or growth
public record Origin(int preference, int series, Temporality temporality) {
  /// The only series of its signal.
  public static final Origin ONLY = new Origin(0, 0, Temporality.CUMULATIVE);

  /// The largest preference; a preset has fewer rules for one signal.
  public static final int LARGEST_PREFERENCE = 0x7fff;

  /// Temporality of a counter's or a histogram's values.
  public enum Temporality {
    /// The total since the source started.
    CUMULATIVE,
    /// The growth since the series' last sample.
    DELTA
  }

  public Origin {
    Require.atLeast("preference", 0, preference);
    if (preference > LARGEST_PREFERENCE) {
      throw new IllegalArgumentException(
          "preference " + preference + " is above " + LARGEST_PREFERENCE + ".");
    }
  }
}
