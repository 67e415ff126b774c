package io.rheostat.core.estimate;

import io.rheostat.core.series.BucketRing;
import io.rheostat.core.workload.LiveReplicas;
import io.rheostat.core.workload.ReplicaState;
import java.util.List;

/// Rate of arrivals now: over the last minute and a half, or since its last change. A change lies
/// where the generalised likelihood ratio of two Poisson rates against one is highest and
/// significant (Page 1954; Lai 1995), and is searched again after each one found: a steady rate is
/// averaged long, a step is followed as soon as chance no longer explains it.
final class ArrivalLevel {
  /// Longest window of a level, milliseconds: within the two minutes that arrivals are kept.
  private static final long WINDOW_MILLIS = 96_000;

  /// Distance between candidates of a change, milliseconds: two buckets of the ring.
  private static final long SPLIT_MILLIS = 4_000;

  /// Least significant value of twice the log likelihood ratio: without a change about one search
  /// in twenty reaches it.
  private static final double SIGNIFICANT = 9;

  private final BucketRing arrivals;
  private final List<ReplicaState> replicas;
  private final long now;

  private ArrivalLevel(BucketRing arrivals, List<ReplicaState> replicas, long now) {
    this.arrivals = arrivals;
    this.replicas = replicas;
    this.now = now;
  }

  /// Returns the rate at a time, requests per second.
  ///
  /// @param since start of measurement, epoch milliseconds
  static Level at(BucketRing arrivals, long since, List<ReplicaState> replicas, Times times) {
    ArrivalLevel level = new ArrivalLevel(arrivals, replicas, times.now);
    long from = Math.max(times.until - WINDOW_MILLIS, since);
    while (true) {
      long change = level.change(from, times.until);
      if (change <= from) {
        return level.level(from, times.until);
      }
      from = change;
    }
  }

  /// Times of one evaluation.
  ///
  /// @param now the fold's time, epoch milliseconds
  /// @param until end of the time reported by all live replicas, epoch milliseconds
  record Times(long now, long until) {}

  /// Rate of arrivals.
  ///
  /// @param rate requests per second
  /// @param carried part of it assumed for unreachable replicas
  record Level(double rate, double carried) {
    static final Level NONE = new Level(0, 0);
  }

  private double requests(long from, long until) {
    return Math.max(
        0, arrivals.sum(from, until) + LiveReplicas.carried(replicas, now, from, until));
  }

  private Level level(long from, long until) {
    if (until <= from) {
      return Level.NONE;
    }
    double seconds = (until - from) / 1000.0;
    double rate = requests(from, until) / seconds;
    double carried = LiveReplicas.carried(replicas, now, from, until) / seconds;
    return new Level(rate, Math.min(rate, Math.max(0, carried)));
  }

  /// Returns the time at which the rate changed; `from` when it did not.
  private long change(long from, long until) {
    double all = requests(from, until);
    double length = until - from;
    long found = from;
    double highest = SIGNIFICANT;
    for (long split = until - SPLIT_MILLIS; split >= from + SPLIT_MILLIS; split -= SPLIT_MILLIS) {
      double after = requests(split, until);
      double before = Math.max(0, all - after);
      double ratio =
          2
              * (gain(before, all * (split - from) / length)
                  + gain(after, all * (until - split) / length));
      if (ratio > highest) {
        highest = ratio;
        found = split;
      }
    }
    return found;
  }

  private static double gain(double seen, double expected) {
    return seen <= 0 || expected <= 0 ? 0 : seen * StrictMath.log(seen / expected);
  }
}
