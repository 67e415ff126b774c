package io.rheostat.core.series;

import io.rheostat.model.Require;
import java.util.Arrays;

/// Amounts over time in buckets of one width, the newest ones only. Immutable.
///
/// An amount grown between two samples is spread evenly over the time between them, so a slow
/// scrape looks like a steady rate and not like a spike.
///
/// @param widthMillis width of a bucket
/// @param head number of the newest bucket, counted from the epoch
/// @param sums a sum for each bucket, by bucket number modulo the length
@SuppressWarnings(
    "ArrayRecordComponent") // never shared outside this package, never changed in place
public record BucketRing(long widthMillis, long head, double[] sums) {
  public BucketRing {
    Require.atLeast("widthMillis", 1, widthMillis);
  }

  /// Returns a ring of empty buckets.
  ///
  /// @param widthMillis width of a bucket, 1 or more milliseconds
  public static BucketRing empty(long widthMillis, int buckets) {
    return new BucketRing(widthMillis, 0, new double[buckets]);
  }

  /// Returns the ring with `amount` spread over the time after `from` up to `to` (epoch
  /// milliseconds).
  public BucketRing add(long from, long to, double amount) {
    if (amount == 0) {
      return this;
    }
    long last = Math.floorDiv(to - 1, widthMillis);
    double[] changed = sums.clone();
    long newHead = advance(changed, last);
    long oldest = newHead - changed.length + 1;
    long first = Math.max(oldest, Math.floorDiv(from, widthMillis));
    for (long bucket = first; bucket <= last; bucket++) {
      long start = Math.max(from, bucket * widthMillis);
      long end = Math.min(to, (bucket + 1) * widthMillis);
      changed[index(bucket)] += upTo(end, from, to, amount) - upTo(start, from, to, amount);
    }
    return new BucketRing(widthMillis, newHead, changed);
  }

  /// Returns the part of an amount up to a time, in whole parts of 2⁻²⁰: sums of those are exact,
  /// so the order of additions leaves no trace.
  private static double upTo(long time, long from, long to, double amount) {
    return ExactSums.round(to == from ? amount : amount * (time - from) / (to - from));
  }

  private long advance(double[] changed, long last) {
    if (last <= head) {
      return head;
    }
    if (last - head >= changed.length) {
      Arrays.fill(changed, 0);
    } else {
      for (long bucket = head + 1; bucket <= last; bucket++) {
        changed[index(bucket)] = 0;
      }
    }
    return last;
  }

  /// Returns the sum added after `from` up to `to`; buckets cut by a limit count by their share.
  public double sum(long from, long to) {
    long oldest = head - sums.length + 1;
    long first = Math.max(oldest, Math.floorDiv(from, widthMillis));
    long last = Math.min(head, Math.floorDiv(to - 1, widthMillis));
    double total = 0;
    for (long bucket = first; bucket <= last; bucket++) {
      long start = Math.max(from, bucket * widthMillis);
      long end = Math.min(to, (bucket + 1) * widthMillis);
      total += sums[index(bucket)] * (end - start) / widthMillis;
    }
    return total;
  }

  private int index(long bucket) {
    return (int) Math.floorMod(bucket, (long) sums.length);
  }
}
