package io.rheostat.contest.history;

import io.rheostat.contest.history.TrafficHistory.Slot;
import io.rheostat.contest.history.TrafficHistory.Tokens;
import java.util.Arrays;

/// Growing record of one service's counts, in single precision: four bytes a slot and 16 a minute.
final class TrafficCounts {
  static final long SLOT_MILLIS = 10_000;
  private static final long MINUTE_MILLIS = 60_000;

  /// Numbers of a minute.
  private static final int SUMS = 4;

  /// Start of the first slot, once there is one.
  private long first;

  /// Arrivals by slot; not a number for an unseen one.
  private float[] requests = {};

  /// Prompt tokens, admitted requests, generated tokens and finished requests of each minute.
  private float[] tokens = {};

  /// Returns the number of a minute, counted from 1970.
  static long minute(long millis) {
    return Math.floorDiv(millis, MINUTE_MILLIS);
  }

  /// Takes the counts of a slot that somebody reported.
  ///
  /// @param start of it, milliseconds since 1970; not before the first one taken
  void seen(long start, Slot slot) {
    if (requests.length == 0) {
      first = start;
    }
    int index = index(start);
    requests = grown(requests, index + 1, Float.NaN);
    requests[index] = (float) slot.requests();
    int sums = (int) (minute(start) - minute(first)) * SUMS;
    tokens = grown(tokens, sums + SUMS, 0);
    tokens[sums] += (float) slot.tokens().prompt();
    tokens[sums + 1] += (float) slot.tokens().admitted();
    tokens[sums + 2] += (float) slot.tokens().generated();
    tokens[sums + 3] += (float) slot.tokens().finished();
  }

  private int index(long start) {
    return Math.toIntExact(Math.floorDiv(start - first, SLOT_MILLIS));
  }

  /// Returns an array of at least a length: longer by an eighth, so that growth costs little time
  /// and little room.
  private static float[] grown(float[] array, int least, float filler) {
    if (least <= array.length) {
      return array;
    }
    float[] grown = Arrays.copyOf(array, least + least / 8 + 8);
    Arrays.fill(grown, array.length, grown.length, filler);
    return grown;
  }

  /// Returns the arrivals of a slot; not a number when nobody reported it.
  ///
  /// @param start of it, milliseconds since 1970
  double requests(long start) {
    int index = index(start);
    return index < 0 || index >= requests.length ? Double.NaN : requests[index];
  }

  /// Returns the tokens of a minute.
  ///
  /// @param minute its number, counted from 1970
  Tokens tokens(long minute) {
    long sums = (minute - minute(first)) * SUMS;
    if (sums < 0 || sums >= tokens.length) {
      return Tokens.NONE;
    }
    int at = (int) sums;
    return new Tokens(tokens[at], tokens[at + 1], tokens[at + 2], tokens[at + 3]);
  }

  /// Returns the size of the numbers kept.
  long bytes() {
    return (long) Float.BYTES * (requests.length + tokens.length);
  }
}
