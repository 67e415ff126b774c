package io.rheostat.core.counter;

import java.util.Arrays;

/// Histogram of one replica, put together from partial readings. Immutable.
///
/// A page may arrive in several requests. Buckets of one `observedAt` are gathered until all known
/// bounds of the series are there; only then does the histogram count.
///
/// @param bounds known upper bounds, ascending; empty before the first complete histogram
/// @param complete cumulative counts of the last complete one
/// @param completeAt its time, epoch milliseconds; 0 for none
/// @param pendingBounds bounds gathered so far, ascending
/// @param pending their cumulative counts
/// @param pendingAt their time
/// @param misses number of histograms given up incomplete in a row
@SuppressWarnings(
    "ArrayRecordComponent") // never shared outside this package, never changed in place
record HistogramState(
    double[] bounds,
    double[] complete,
    long completeAt,
    double[] pendingBounds,
    double[] pending,
    long pendingAt,
    int misses) {
  /// Pages with other buckets after which a histogram counts as a new one.
  private static final int MISSES_UNTIL_REBASE = 3;

  /// No buckets.
  private static final double[] NONE = new double[0];
  static final HistogramState EMPTY = new HistogramState(NONE, NONE, 0, NONE, NONE, 0, 0);

  /// Returns the state with several buckets more. A whole histogram at once, the usual case, is
  /// taken as it is.
  ///
  /// @param moreBounds ascending in their first `size` places
  HistogramState addAll(long at, double[] moreBounds, double[] counts, int size) {
    if (at <= completeAt || at < pendingAt) {
      return this;
    }
    HistogramState base = at > pendingAt ? giveUp() : this;
    if (base.pendingBounds.length == 0 && isAscending(moreBounds, size)) {
      boolean known = Arrays.equals(moreBounds, 0, size, bounds, 0, bounds.length);
      return base.with(
          known ? bounds : Arrays.copyOf(moreBounds, size), Arrays.copyOf(counts, size), at);
    }
    HistogramState grown = base;
    for (int i = 0; i < size; i++) {
      grown = grown.add(at, moreBounds[i], counts[i]);
    }
    return grown;
  }

  private static boolean isAscending(double[] values, int size) {
    for (int i = 1; i < size; i++) {
      if (values[i] <= values[i - 1]) {
        return false;
      }
    }
    return true;
  }

  /// Returns the state with one bucket more; older than the complete or the gathered histogram, it
  /// is dropped.
  HistogramState add(long at, double bound, double count) {
    if (at <= completeAt || at < pendingAt) {
      return this;
    }
    HistogramState base = at > pendingAt ? giveUp() : this;
    int place = Arrays.binarySearch(base.pendingBounds, bound);
    if (place >= 0) {
      return base.with(base.pendingBounds, base.pending, at);
    }
    int insert = -place - 1;
    return base.with(
        inserted(base.pendingBounds, insert, bound), inserted(base.pending, insert, count), at);
  }

  private HistogramState with(double[] newBounds, double[] newPending, long at) {
    return new HistogramState(bounds, complete, completeAt, newBounds, newPending, at, misses);
  }

  /// Returns the state at the start of a newer page. The gathered buckets become the first baseline
  /// or, after several misses, the new shape (the exporter was replaced by one with other buckets).
  private HistogramState giveUp() {
    if (pending.length == 0) {
      return this;
    }
    boolean infinite = Double.isInfinite(pendingBounds[pendingBounds.length - 1]);
    if (infinite && (bounds.length == 0 || misses + 1 >= MISSES_UNTIL_REBASE)) {
      return new HistogramState(pendingBounds, pending, pendingAt, NONE, NONE, pendingAt, 0);
    }
    return new HistogramState(bounds, complete, completeAt, NONE, NONE, pendingAt, misses + 1);
  }

  /// Returns the cumulative count of a bound in the last complete histogram before a time; for the
  /// first histogram, that is the gathered one. 0 for an unknown bound.
  double last(long at, double bound) {
    HistogramState base = at > pendingAt ? giveUp() : this;
    int place = Arrays.binarySearch(base.bounds, bound);
    return place >= 0 ? base.complete[place] : 0;
  }

  /// Returns whether all known bounds have arrived.
  boolean isComplete() {
    return bounds.length > 0 && pendingBounds.length >= bounds.length && containsKnown();
  }

  private boolean containsKnown() {
    if (Arrays.equals(bounds, pendingBounds)) {
      return true;
    }
    for (double bound : bounds) {
      if (Arrays.binarySearch(pendingBounds, bound) < 0) {
        return false;
      }
    }
    return true;
  }

  /// Returns whether the gathered histogram has the bounds of the last complete one.
  boolean hasSameBounds() {
    return pendingBounds.length == bounds.length;
  }

  /// Returns the last complete histogram as a line.
  CounterLine line() {
    return new CounterLine(complete, completeAt);
  }

  /// Returns the gathered histogram as a line's next sample.
  CounterLine sample() {
    return new CounterLine(pending, pendingAt);
  }

  /// Returns the state with the gathered histogram as the new complete one.
  HistogramState settled() {
    return settled(pending);
  }

  /// Returns the state after the gathered histogram was judged.
  ///
  /// @param counts cumulative counts for later comparisons
  HistogramState settled(double[] counts) {
    return new HistogramState(pendingBounds, counts, pendingAt, NONE, NONE, pendingAt, 0);
  }

  private static double[] inserted(double[] values, int place, double value) {
    double[] longer = new double[values.length + 1];
    System.arraycopy(values, 0, longer, 0, place);
    longer[place] = value;
    System.arraycopy(values, place, longer, place + 1, values.length - place);
    return longer;
  }
}
