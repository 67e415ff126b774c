package io.rheostat.model.estimate;

import io.rheostat.model.Require;
import java.util.ArrayList;
import java.util.List;

/// Demand at a time to come, as a distribution.
///
/// @param horizonSeconds how far ahead
/// @param rates requests per second at each of [#LEVELS], ascending
public record DemandQuantiles(double horizonSeconds, List<Double> rates) {
  /// Share of the distribution that each rate stands for. The tail is cut finer: that is where
  /// replicas are bought or not.
  public static final List<Double> WEIGHTS =
      List.of(.10, .15, .20, .20, .12, .08, .05, .04, .025, .015, .01, .005, .005);

  /// Probability that demand stays below each rate: the middle of the share it stands for.
  public static final List<Double> LEVELS = levels();

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

  /// The same rate at every level: demand that is known.
  public static DemandQuantiles certain(double horizonSeconds, double rate) {
    return new DemandQuantiles(horizonSeconds, WEIGHTS.stream().map(_ -> rate).toList());
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
