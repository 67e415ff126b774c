package io.rheostat.model.estimate;

import io.rheostat.model.Require;
import java.util.ArrayList;
import java.util.List;

/// Demand at a time to come, as a distribution.
///
/// @param horizonSeconds distance into the future, seconds
/// @param rates requests per second at each of [#LEVELS], ascending
public record DemandQuantiles(double horizonSeconds, List<Double> rates) {
  /// Weight of each rate: its share of the distribution. The tail is cut finer because it decides
  /// whether replicas are bought.
  public static final List<Double> WEIGHTS =
      List.of(.10, .15, .20, .20, .12, .08, .05, .04, .025, .015, .01, .005, .005);

  /// Probability of demand below each rate: the middle of its share.
  public static final List<Double> LEVELS = levels();

  /// Position of the level nearest to one half.
  public static final int MEDIAN = median();

  public DemandQuantiles {
    Require.positive("horizon", horizonSeconds);
    rates = List.copyOf(rates);
    if (rates.size() != WEIGHTS.size()) {
      throw new IllegalArgumentException(
          "rates has " + rates.size() + " values, a level each makes " + WEIGHTS.size() + ".");
    }
    double before = 0;
    for (double rate : rates) {
      Require.atLeastZero("rate", rate);
      if (rate < before) {
        throw new IllegalArgumentException("rates fall from " + before + " to " + rate + ".");
      }
      before = rate;
    }
  }

  /// Returns known demand: the same rate at every level.
  public static DemandQuantiles certain(double horizonSeconds, double rate) {
    return new DemandQuantiles(horizonSeconds, WEIGHTS.stream().map(_ -> rate).toList());
  }

  private static int median() {
    int nearest = 0;
    for (int i = 1; i < LEVELS.size(); i++) {
      if (Math.abs(LEVELS.get(i) - 0.5) < Math.abs(LEVELS.get(nearest) - 0.5)) {
        nearest = i;
      }
    }
    return nearest;
  }

  private static List<Double> levels() {
    double below = 0;
    List<Double> levels = new ArrayList<>();
    for (double weight : WEIGHTS) {
      levels.add(below + weight / 2);
      below += weight;
    }
    return List.copyOf(levels);
  }
}
