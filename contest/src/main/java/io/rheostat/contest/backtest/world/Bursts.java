package io.rheostat.contest.backtest.world;

import io.rheostat.contest.history.TrafficHistory;
import io.rheostat.simulator.chance.Chance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.hipparchus.distribution.continuous.BetaDistribution;

/// Arrivals within a slot: a conservative cascade with beta weights (the multifractal wavelet model
/// of Riedi, Crouse, Ribeiro and Baraniuk, 1999). A part's requests are shared among its halves as
/// unevenly as those of two slots at the same rate are, a little less with each finer scale.
/// Poisson arrivals stay Poisson arrivals.
///
/// The unevenness goes by the rate: a service with bursts is uneven while it is between burst and
/// silence, and even within a burst.
///
/// @param levels unevenness by rate, ascending by rate
record Bursts(List<Level> levels) {
  private static final double LEAST_REQUESTS = 4;

  /// Pairs of slots behind a level: a variance within a third or so.
  private static final int LEVEL_PAIRS = 16;

  /// Halvings of a slot, to parts of 0.6 s.
  private static final int HALVINGS = 4;

  /// Unevenness of a scale over that of one twice as long. On Azure's code trace (2023) the
  /// variance of a half's share, beyond chance and weighted by requests, falls from 0.089 between
  /// halves of 10 s to 0.026 between those of 0.6 s, by 0.74 each time; at 3.2 to 6.4 requests a
  /// second from 0.082 to 0.067 and above 6.4 from 0.070 to 0.023.
  private static final double FINER = 0.75;

  private static final double SLOT_SECONDS = TrafficHistory.SLOT.toMillis() / 1000.0;

  /// Unevenness at a rate.
  ///
  /// @param rate requests per second, above 0
  /// @param excess variance of one half's share, beyond that of chance at the counted requests; 0
  ///     for Poisson arrivals, at most 1/4
  record Level(double rate, double excess) {}

  private record Pair(double rate, double excess) {}

  Bursts {
    levels = List.copyOf(levels);
  }

  /// Estimates the unevenness of a service's arrivals.
  static Bursts of(TrafficHistory traffic) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i + 2 <= traffic.slots(); i += 2) {
      double first = traffic.requests(i);
      double both = first + traffic.requests(i + 1);
      if (both >= LEAST_REQUESTS) {
        double share = first / both - 0.5;
        // The share of n fair draws has the variance 1/(4n), of which uneven ones have less.
        double excess = (share * share - 0.25 / both) / (1 - 1 / both);
        pairs.add(new Pair(both / 2 / SLOT_SECONDS, excess));
      }
    }
    pairs.sort(Comparator.comparingDouble(Pair::rate));
    int groups = pairs.size() / LEVEL_PAIRS;
    List<Level> levels = new ArrayList<>();
    for (int i = 0; i < groups; i++) {
      levels.add(level(pairs.subList(pairs.size() * i / groups, pairs.size() * (i + 1) / groups)));
    }
    return new Bursts(levels);
  }

  private static Level level(List<Pair> pairs) {
    double rate = pairs.stream().mapToDouble(Pair::rate).average().orElse(1);
    double excess = pairs.stream().mapToDouble(Pair::excess).average().orElse(0);
    return new Level(rate, Math.clamp(excess, 0, 0.25));
  }

  /// Returns the unevenness at a rate: between two levels by linear interpolation, beyond them as
  /// at the nearest; 0 when too little was seen.
  double excess(double rate) {
    if (levels.isEmpty()) {
      return 0;
    }
    Level before = levels.getFirst();
    for (Level level : levels) {
      if (level.rate >= rate) {
        double width = level.rate - before.rate;
        double share = width > 0 ? Math.max(0, (rate - before.rate) / width) : 1;
        return before.excess + share * (level.excess - before.excess);
      }
      before = level;
    }
    return before.excess;
  }

  /// Draws the times of a slot's requests, as shares of it, 0..1.
  double[] draw(int requests, Chance chance) {
    double[] times = new double[requests];
    place(times, new Part(0, requests, 0, 1), 0, chance);
    return times;
  }

  /// Requests of a part of the slot.
  private record Part(int first, int end, double start, double length) {
    double rate() {
      return (end - first) / (length * SLOT_SECONDS);
    }
  }

  private void place(double[] times, Part part, int halving, Chance chance) {
    Weights weights =
        halving == HALVINGS || part.first == part.end
            ? Weights.EVEN
            : Weights.of(excess(part.rate()) * StrictMath.pow(FINER, halving + 1));
    if (weights.isEven()) {
      for (int i = part.first; i < part.end; i++) {
        times[i] = part.start + part.length * chance.uniform();
      }
      return;
    }
    double weight = weights.draw(chance);
    int middle = part.first;
    for (int i = part.first; i < part.end; i++) {
      middle += chance.uniform() < weight ? 1 : 0;
    }
    double half = part.length / 2;
    place(times, new Part(part.first, middle, part.start, half), halving + 1, chance);
    place(times, new Part(middle, part.end, part.start + half, half), halving + 1, chance);
  }

  /// Share of a half: the symmetric beta distribution with a variance, by its quantiles.
  @SuppressWarnings("ArrayRecordComponent") // made once, never changed
  private record Weights(double[] quantiles) {
    static final Weights EVEN = new Weights(new double[0]);

    /// Distance of the variances kept; what is nearer to 0 than half of it is taken as 0.
    private static final double STEP = 0.01;

    private static final int QUANTILES = 256;
    private static final List<Weights> ALL = all();

    static Weights of(double excess) {
      return ALL.get((int) Math.min(ALL.size() - 1, Math.round(excess / STEP)));
    }

    private static List<Weights> all() {
      List<Weights> all = new ArrayList<>();
      all.add(EVEN);
      for (int step = 1; step * STEP < 0.25 - STEP / 2; step++) {
        double shape = (0.25 / (step * STEP) - 1) / 2;
        BetaDistribution distribution = new BetaDistribution(shape, shape);
        double[] quantiles = new double[QUANTILES];
        for (int i = 0; i < QUANTILES; i++) {
          quantiles[i] = distribution.inverseCumulativeProbability((i + 0.5) / QUANTILES);
        }
        all.add(new Weights(quantiles));
      }
      return List.copyOf(all);
    }

    boolean isEven() {
      return quantiles.length == 0;
    }

    double draw(Chance chance) {
      return quantiles[chance.below(quantiles.length)];
    }
  }
}
