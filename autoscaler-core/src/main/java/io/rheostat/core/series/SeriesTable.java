package io.rheostat.core.series;

import io.rheostat.model.signal.Signal;
import java.util.Arrays;

/// Newest sample of each series of one replica, in columns sorted by key. Immutable. Of a histogram
/// only the time is kept here.
///
/// @param keys a [SeriesKey] of each
/// @param values its newest value; of a counter of growth their sum
/// @param seenAt time of that value, epoch milliseconds
@SuppressWarnings(
    "ArrayRecordComponent") // never shared outside this package, never changed in place
public record SeriesTable(long[] keys, double[] values, long[] seenAt) {
  /// Table without any series.
  public static final SeriesTable EMPTY = new SeriesTable(new long[0], new double[0], new long[0]);

  /// Returns the place of the first series of a signal.
  int begin(Signal signal) {
    int place = Arrays.binarySearch(keys, SeriesKey.first(signal));
    return place >= 0 ? place : -place - 1;
  }

  /// Returns the place behind a signal's series, given their first place.
  int end(int begin, Signal signal) {
    long behind = SeriesKey.behind(signal);
    int end = begin;
    while (end < keys.length && keys[end] < behind) {
      end++;
    }
    return end;
  }

  /// Returns the time of the newest sample of a signal; 0 when it never came.
  public long newest(Signal signal) {
    long newest = 0;
    int begin = begin(signal);
    int end = end(begin, signal);
    for (int i = begin; i < end; i++) {
      newest = Math.max(newest, seenAt[i]);
    }
    return newest;
  }

  /// Returns the time up to which all series of a signal have reported, without the silent ones.
  ///
  /// @param silence distance behind the newest series after which one is silent, milliseconds
  public long toldUntil(Signal signal, long silence) {
    long newest = newest(signal);
    long told = newest;
    int begin = begin(signal);
    int end = end(begin, signal);
    for (int i = begin; i < end; i++) {
      if (seenAt[i] >= newest - silence) {
        told = Math.min(told, seenAt[i]);
      }
    }
    return told;
  }

  /// Returns the number of series of a signal that are not silent.
  int telling(Signal signal, long silence) {
    long newest = newest(signal);
    int count = 0;
    int begin = begin(signal);
    int end = end(begin, signal);
    for (int i = begin; i < end; i++) {
      count += seenAt[i] >= newest - silence ? 1 : 0;
    }
    return count;
  }

  /// Returns a signal's value, merged from its series without the silent ones; 0 when it never
  /// came.
  public double merged(Signal signal, long silence) {
    long newest = newest(signal);
    double sum = 0;
    double most = Double.NEGATIVE_INFINITY;
    int count = 0;
    int begin = begin(signal);
    int end = end(begin, signal);
    for (int i = begin; i < end; i++) {
      if (seenAt[i] >= newest - silence) {
        sum += values[i];
        most = Math.max(most, values[i]);
        count++;
      }
    }
    if (count == 0) {
      return 0;
    }
    return switch (signal.merge()) {
      case SUM -> sum;
      case MEAN -> sum / count;
      case MAX -> most;
    };
  }
}
