package io.rheostat.ingest.matching.sample;

import java.util.Arrays;

/// Values of one replica at one time, by the number of their cell in the replica's book. It is
/// reused for other times.
final class SampleFrame {
  private double[] values;
  private int[] stamps;
  private int stamp = 1;

  SampleFrame(int cells) {
    values = new double[cells];
    stamps = new int[cells];
  }

  /// Forgets all values.
  void clear() {
    stamp++;
    if (stamp == 0) {
      Arrays.fill(stamps, 0);
      stamp = 1;
    }
  }

  /// Adds a value; false when the cell has another one.
  boolean add(int cell, double value) {
    if (cell >= values.length) {
      // The series is new: its cell was made after this moment.
      values = Arrays.copyOf(values, Math.max(cell + 1, 2 * values.length));
      stamps = Arrays.copyOf(stamps, values.length);
    }
    if (stamps[cell] == stamp) {
      return values[cell] == value;
    }
    values[cell] = value;
    stamps[cell] = stamp;
    return true;
  }

  boolean has(int cell) {
    return cell < stamps.length && stamps[cell] == stamp;
  }

  double value(int cell) {
    return values[cell];
  }
}
