package io.rheostat.ingest.matching;

import io.rheostat.config.SeriesRule;
import java.util.Arrays;

/// The values of one replica at one time, by the number of their cell in the replica's book.
final class Moment {
  private double[] totals;
  private int[] counts;

  Moment(int cells) {
    totals = new double[cells];
    counts = new int[cells];
  }

  void add(int cell, SeriesRule.Merge merge, double value) {
    if (cell >= totals.length) {
      // The series is new: its cell was made after this moment.
      totals = Arrays.copyOf(totals, Math.max(cell + 1, 2 * totals.length));
      counts = Arrays.copyOf(counts, totals.length);
    }
    boolean first = counts[cell]++ == 0;
    if (merge == SeriesRule.Merge.MAX) {
      totals[cell] = first ? value : Math.max(totals[cell], value);
    } else {
      totals[cell] += value;
    }
  }

  boolean has(int cell) {
    return cell < counts.length && counts[cell] > 0;
  }

  double value(int index, Cell cell) {
    return cell.merged(totals[index], counts[index]);
  }
}
