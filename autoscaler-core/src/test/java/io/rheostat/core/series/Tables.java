package io.rheostat.core.series;

import io.rheostat.model.signal.Origin;
import io.rheostat.model.signal.Signal;

/// Series of a replica from a few words, for tests.
public final class Tables {
  private Tables() {}

  /// Rows of a signal, a value and a time, by ascending signal; each is another series of its
  /// signal.
  public static SeriesTable of(Object... cells) {
    int rows = cells.length / 3;
    long[] keys = new long[rows];
    double[] values = new double[rows];
    long[] seenAt = new long[rows];
    for (int i = 0; i < rows; i++) {
      Origin origin = new Origin(0, i, Origin.Temporality.CUMULATIVE);
      keys[i] = SeriesKey.of((Signal) cells[3 * i], origin);
      values[i] = ((Number) cells[3 * i + 1]).doubleValue();
      seenAt[i] = ((Number) cells[3 * i + 2]).longValue();
    }
    return new SeriesTable(keys, values, seenAt);
  }
}
