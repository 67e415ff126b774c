package io.rheostat.core.series;

import io.rheostat.model.estimate.Interval;
import io.rheostat.model.estimate.Quantiles;
import java.util.Arrays;
import java.util.Optional;

/// Observations of the last minute by histogram bucket, over all replicas, in six parts of ten
/// seconds. Immutable.
///
/// @param bounds upper bounds, the last one infinite; empty before the first histogram
/// @param head number of the newest part, counted from the epoch
/// @param counts observations by part and bucket, part-major
/// @param sums sum of the observed values by part, seconds
@SuppressWarnings(
    "ArrayRecordComponent") // never shared outside this package, never changed in place
public record LatencyWindow(double[] bounds, long head, double[] counts, double[] sums) {
  /// Parts of the window: one leaves it at a time.
  private static final int PARTS = 6;

  /// Length of a part, milliseconds: six make the minute of the stable rate.
  private static final long PART_MILLIS = 10_000;
  public static final LatencyWindow EMPTY =
      new LatencyWindow(new double[0], 0, new double[0], new double[PARTS]);

  /// Returns the window with the growth of one replica's buckets (not cumulative) observed at a
  /// time; growth below 0 is taken back as far as it is still there.
  public LatencyWindow add(long at, double[] fromBounds, double[] growth) {
    double[] target = bounds.length == 0 ? fromBounds : bounds;
    LatencyWindow moved = at(at, target);
    double[] changed = moved.counts.clone();
    int offset = part(at) * target.length;
    for (int i = 0; i < growth.length; i++) {
      if (growth[i] != 0 && isCurrent(at, moved.head)) {
        int bucket = offset + bucketOf(target, fromBounds[i]);
        changed[bucket] = Math.max(0, changed[bucket] + growth[i]);
      }
    }
    return new LatencyWindow(target, moved.head, changed, moved.sums);
  }

  /// Returns the window with the growth of a replica's sum of observations.
  public LatencyWindow addSum(long at, double growth) {
    LatencyWindow moved = at(at, bounds);
    if (!isCurrent(at, moved.head)) {
      return moved;
    }
    double[] changed = moved.sums.clone();
    changed[part(at)] += ExactSums.round(growth);
    return new LatencyWindow(bounds, moved.head, moved.counts, changed);
  }

  /// Returns the window without the parts too old at a time.
  public LatencyWindow at(long at, double[] target) {
    long newest = Math.floorDiv(at, PART_MILLIS);
    boolean sized = counts.length == PARTS * target.length;
    if (newest <= head && sized) {
      return this;
    }
    double[] cleared = sized ? counts.clone() : new double[PARTS * target.length];
    double[] clearedSums = sums.clone();
    for (long number = Math.max(head + 1, newest - PARTS + 1); number <= newest; number++) {
      int index = (int) Math.floorMod(number, (long) PARTS);
      Arrays.fill(cleared, index * target.length, (index + 1) * target.length, 0);
      clearedSums[index] = 0;
    }
    return new LatencyWindow(target, Math.max(head, newest), cleared, clearedSums);
  }

  private static boolean isCurrent(long at, long head) {
    return Math.floorDiv(at, PART_MILLIS) > head - PARTS;
  }

  private static int part(long at) {
    return (int) Math.floorMod(Math.floorDiv(at, PART_MILLIS), (long) PARTS);
  }

  private static int bucketOf(double[] bounds, double bound) {
    for (int i = 0; i < bounds.length; i++) {
      if (bounds[i] >= bound) {
        return i;
      }
    }
    return bounds.length - 1;
  }

  private double[] totals() {
    double[] totals = new double[bounds.length];
    for (int i = 0; i < counts.length; i++) {
      totals[i % bounds.length] += counts[i];
    }
    return totals;
  }

  /// Returns the number of observations in the window.
  public double count() {
    double count = 0;
    for (double value : counts) {
      count += value;
    }
    return count;
  }

  /// Returns quantiles by linear interpolation within a bucket, as Prometheus' histogram_quantile;
  /// the last finite bound stands for everything above it.
  public Optional<Quantiles> quantiles() {
    double count = count();
    if (count <= 0) {
      return Optional.empty();
    }
    double[] totals = totals();
    double sum = 0;
    for (double value : sums) {
      sum += value;
    }
    return Optional.of(
        new Quantiles(
            quantile(totals, 0.5 * count),
            quantile(totals, 0.9 * count),
            quantile(totals, 0.99 * count),
            Math.max(0, sum) / count));
  }

  private double quantile(double[] totals, double rank) {
    double below = 0;
    for (int i = 0; i < totals.length; i++) {
      if (below + totals[i] >= rank && totals[i] > 0) {
        double low = i == 0 ? 0 : bounds[i - 1];
        if (Double.isInfinite(bounds[i])) {
          return low;
        }
        return low + (bounds[i] - low) * (rank - below) / totals[i];
      }
      below += totals[i];
    }
    return bounds.length > 1 ? bounds[bounds.length - 2] : 0;
  }

  /// Returns the observations in the last whole part before a time, and those within a limit, taken
  /// as evenly spread within its bucket.
  public Recent recent(double limit, long now) {
    long number = Math.floorDiv(now, PART_MILLIS) - 1;
    if (bounds.length == 0 || number > head || number <= head - PARTS) {
      return new Recent(0, 0);
    }
    int offset = (int) Math.floorMod(number, (long) PARTS) * bounds.length;
    double all = 0;
    double within = 0;
    for (int i = 0; i < bounds.length; i++) {
      double low = i == 0 ? 0 : bounds[i - 1];
      double share = Math.max(0, Math.min(1, (limit - low) / (bounds[i] - low)));
      all += counts[offset + i];
      within += counts[offset + i] * (bounds[i] <= limit ? 1 : share);
    }
    return new Recent(all, within);
  }

  /// Returns the observations so far of the part that a time lies in, by bucket; none when the part
  /// has left the window.
  public double[] observed(long at) {
    long number = Math.floorDiv(at, PART_MILLIS);
    if (number > head || number <= head - PARTS) {
      return new double[bounds.length];
    }
    int offset = (int) Math.floorMod(number, (long) PARTS) * bounds.length;
    return Arrays.copyOfRange(counts, offset, offset + bounds.length);
  }

  /// Observations, and those within a limit.
  public record Recent(double all, double within) {
    /// Returns the share of observations within the limit, 0..1; 1 without any observation.
    public double share() {
      return all <= 0 ? 1 : Math.min(1, within / all);
    }
  }

  /// Returns the share of observations at or below a limit: certain up to the highest bound at or
  /// below it, possible up to the lowest bound at or above it.
  public Optional<Interval> shareWithin(double limit) {
    double count = count();
    if (count <= 0) {
      return Optional.empty();
    }
    double[] totals = totals();
    double certain = 0;
    double possible = 0;
    for (int i = 0; i < totals.length; i++) {
      if (bounds[i] <= limit) {
        certain += totals[i];
      }
      if (i == 0 || bounds[i - 1] < limit) {
        possible += totals[i];
      }
    }
    double upper = Math.min(1, possible / count);
    return Optional.of(new Interval(Math.min(upper, certain / count), upper));
  }
}
