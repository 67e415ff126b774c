package io.rheostat.core.series;

import io.rheostat.model.signal.Origin;
import io.rheostat.model.signal.Signal;

/// Key of a replica's series as one number: those of one signal are neighbours, and among them
/// those of one preference, the most preferred first.
public final class SeriesKey {
  private SeriesKey() {}

  /// Returns the key of a series: its signal's number, its preference and its series hash, in this
  /// order of significance.
  public static long of(Signal signal, Origin origin) {
    return first(signal)
        | (long) origin.preference() << Integer.SIZE
        | Integer.toUnsignedLong(origin.series());
  }

  /// Returns the lowest possible key of the signal's series.
  public static long first(Signal signal) {
    return (long) signal.number() << 48;
  }

  /// Returns the lowest key above all of the signal's.
  static long behind(Signal signal) {
    return (signal.number() + 1L) << 48;
  }

  /// Returns the signal of a series' key.
  public static Signal signal(long key) {
    return Signal.ofNumber((int) (key >>> 48));
  }

  static boolean sameSignal(long left, long right) {
    return left >>> 48 == right >>> 48;
  }

  static int preference(long key) {
    return (int) (key >>> Integer.SIZE) & 0xffff;
  }
}
