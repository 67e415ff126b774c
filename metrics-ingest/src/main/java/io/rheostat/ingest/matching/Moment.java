package io.rheostat.ingest.matching;

import java.util.Arrays;
import java.util.BitSet;

/// The values of one replica at one time, by the number of their cell in the replica's book.
final class Moment {
  private double[] values;
  private final BitSet present = new BitSet();

  Moment(int cells) {
    values = new double[cells];
  }

  /// Forgets all values.
  void clear() {
    present.clear();
  }

  /// Adds a value; false when the cell has another one.
  boolean add(int cell, double value) {
    if (cell >= values.length) {
      // The series is new: its cell was made after this moment.
      values = Arrays.copyOf(values, Math.max(cell + 1, 2 * values.length));
    }
    if (present.get(cell)) {
      return values[cell] == value;
    }
    values[cell] = value;
    present.set(cell);
    return true;
  }

  boolean has(int cell) {
    return present.get(cell);
  }

  double value(int cell) {
    return values[cell];
  }
}
