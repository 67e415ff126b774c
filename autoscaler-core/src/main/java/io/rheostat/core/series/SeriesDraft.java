package io.rheostat.core.series;

import io.rheostat.model.signal.Origin;
import io.rheostat.model.signal.Signal;
import java.util.Arrays;

/// Series of a replica under change within one step; they never leave the step.
public final class SeriesDraft {
  /// Largest number of series, more than any exporter has for one replica; a label that never
  /// repeats must not fill the state.
  private static final int MOST_SERIES = 256;

  /// Silence after which a series is forgotten, milliseconds.
  private static final long FORGET_MILLIS = 900_000;

  /// Silence after which a preferred metric no longer keeps the others out.
  private static final long PREFERRED_MILLIS = 300_000;

  private long[] keys;
  private double[] values;
  private long[] seenAt;
  private SeriesTable table;

  public SeriesDraft(SeriesTable before) {
    table = before;
    keys = before.keys();
    values = before.values().clone();
    seenAt = before.seenAt().clone();
  }

  private void replace(long[] newKeys, double[] newValues, long[] newSeenAt) {
    keys = newKeys;
    values = newValues;
    seenAt = newSeenAt;
    table = build();
  }

  /// Returns the current series.
  public SeriesTable build() {
    return new SeriesTable(keys, values, seenAt);
  }

  /// Returns the number of series.
  public int size() {
    return keys.length;
  }

  /// Returns the [SeriesKey] at a place, counted from 0 in order of the keys.
  public long key(int place) {
    return keys[place];
  }

  /// Returns the newest value of the series at a place.
  public double value(int place) {
    return values[place];
  }

  /// Returns the time of that value, epoch milliseconds.
  public long seenAt(int place) {
    return seenAt[place];
  }

  /// Keeps a series' newest sample.
  public void set(int place, long at, double value) {
    values[place] = value;
    seenAt[place] = at;
  }

  /// Returns the number of reporting series of a signal, the given silence aside; see
  /// [SeriesTable#telling].
  public int telling(Signal signal, long silence) {
    return build().telling(signal, silence);
  }

  /// Returns the time of the newest sample of a signal; 0 when it never came.
  public long newest(Signal signal) {
    return build().newest(signal);
  }

  /// Returns the time of the newest sample of a series' signal.
  public long newestOfSignal(int place) {
    long newest = seenAt[place];
    for (int i = place - 1; i >= 0 && SeriesKey.sameSignal(keys[i], keys[place]); i--) {
      newest = Math.max(newest, seenAt[i]);
    }
    for (int i = place + 1; i < keys.length && SeriesKey.sameSignal(keys[i], keys[place]); i++) {
      newest = Math.max(newest, seenAt[i]);
    }
    return newest;
  }

  /// Returns a signal's merged value; see [SeriesTable#merged].
  public double merged(Signal signal, long silence) {
    return build().merged(signal, silence);
  }

  /// Returns whether a series is still there.
  public boolean has(long key) {
    return Arrays.binarySearch(keys, key) >= 0;
  }

  /// Returns the place of a series, or −1 when its samples don't count: a preferred metric reports
  /// the signal, or there are too many series. A new one has not been seen before (`seenAt` is 0).
  public int place(Signal signal, Origin origin, long at) {
    long key = SeriesKey.of(signal, origin);
    int place = Arrays.binarySearch(keys, key);
    if (isOnlyPreference(place)) {
      return place;
    }
    if (isPassedOver(signal, origin, at)) {
      return -1;
    }
    drop(signal, origin.preference(), at);
    place = Arrays.binarySearch(keys, key);
    if (place >= 0) {
      return place;
    }
    if (keys.length >= MOST_SERIES) {
      return -1;
    }
    insert(-place - 1, key);
    return -place - 1;
  }

  /// Returns whether the series is known and no other metric reports the signal, the most frequent
  /// case.
  private boolean isOnlyPreference(int place) {
    if (place < 0) {
      return false;
    }
    long key = keys[place];
    int first = place;
    while (first > 0 && SeriesKey.sameSignal(keys[first - 1], key)) {
      first--;
    }
    int last = place;
    while (last + 1 < keys.length && SeriesKey.sameSignal(keys[last + 1], key)) {
      last++;
    }
    // Sorted by preference: when both ends have the same, all between have.
    return SeriesKey.preference(keys[first]) == SeriesKey.preference(keys[last]);
  }

  private boolean isPassedOver(Signal signal, Origin origin, long at) {
    int begin = table.begin(signal);
    for (int i = begin; i < table.end(begin, signal); i++) {
      if (SeriesKey.preference(keys[i]) < origin.preference()
          && at - seenAt[i] <= PREFERRED_MILLIS) {
        return true;
      }
    }
    return false;
  }

  /// Drops a signal's series of other preferences, and all series without a sample for long.
  private void drop(Signal signal, int preference, long at) {
    int begin = table.begin(signal);
    int end = table.end(begin, signal);
    int kept = 0;
    int[] places = new int[keys.length];
    for (int i = 0; i < places.length; i++) {
      boolean other = i >= begin && i < end && SeriesKey.preference(keys[i]) != preference;
      if (!other && at - seenAt[i] <= FORGET_MILLIS) {
        places[kept++] = i;
      }
    }
    if (kept == places.length) {
      return;
    }
    long[] keptKeys = new long[kept];
    double[] keptValues = new double[kept];
    long[] keptSeenAt = new long[kept];
    for (int i = 0; i < kept; i++) {
      keptKeys[i] = keys[places[i]];
      keptValues[i] = values[places[i]];
      keptSeenAt[i] = seenAt[places[i]];
    }
    replace(keptKeys, keptValues, keptSeenAt);
  }

  private void insert(int place, long key) {
    int size = keys.length;
    long[] newKeys = new long[size + 1];
    double[] newValues = new double[size + 1];
    long[] newSeenAt = new long[size + 1];
    System.arraycopy(keys, 0, newKeys, 0, place);
    System.arraycopy(values, 0, newValues, 0, place);
    System.arraycopy(seenAt, 0, newSeenAt, 0, place);
    System.arraycopy(keys, place, newKeys, place + 1, size - place);
    System.arraycopy(values, place, newValues, place + 1, size - place);
    System.arraycopy(seenAt, place, newSeenAt, place + 1, size - place);
    newKeys[place] = key;
    replace(newKeys, newValues, newSeenAt);
  }
}
