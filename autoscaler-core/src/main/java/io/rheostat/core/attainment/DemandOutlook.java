package io.rheostat.core.attainment;

import io.rheostat.core.Tuning;
import io.rheostat.model.estimate.DemandEstimate;
import io.rheostat.model.estimate.DemandQuantiles;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.estimate.Quantiles;
import io.rheostat.model.fleet.Objective;
import java.util.ArrayList;
import java.util.List;

/// Demand at the time when a replica ordered now would be ready, and the rate a capacity serves
/// well.
///
/// @param horizonSeconds time from a surge until replicas ordered for it serve
/// @param rates requests per second, each with its share of [DemandQuantiles#WEIGHTS]
/// @param level requests per second now, waiting ones included
/// @param quality share of good requests
public record DemandOutlook(
    double horizonSeconds, List<Double> rates, double level, AttainmentCurve quality) {
  /// Guesses of the capacity, in standard deviations: it is known to a few percent, and three
  /// equally spaced guesses stand for it.
  private static final double[] GUESSES = {-1.22, 0, 1.22};

  /// Weights of the guesses; their variance is 0.9 of the deviation squared.
  private static final double[] GUESS_WEIGHTS = {0.3, 0.4, 0.3};

  /// Returns the demand at the time when a replica ordered now would be ready. Waiting requests are
  /// to be worked off meanwhile.
  ///
  /// @param startupSeconds slowest start-up among the workload's placements
  public static DemandOutlook of(
      Objective.Inference objective, Measure.Inference measure, double startupSeconds) {
    Tuning.Serving tuning = Tuning.DEFAULT.serving();
    DemandEstimate demand = measure.demand();
    double horizon = startupSeconds + tuning.reactionSeconds();
    double backlog =
        demand.backlog() / (tuning.drainSeconds() + tuning.drainHorizonShare() * horizon);
    List<Double> rates = new ArrayList<>();
    for (double rate : demand.at(horizon).rates()) {
      rates.add(rate + backlog);
    }
    double tokenSeconds =
        measure.timePerOutputToken().map(Quantiles::mean).orElse(objective.slo().tpotSeconds() / 2);
    double level = demand.level() + backlog;
    Overload overload =
        new Overload(
            level, demand.outputTokens() * tokenSeconds, objective.slo().ttftSeconds(), horizon);
    return new DemandOutlook(
        horizon, rates, level, new AttainmentCurve(overload, measure.quality()));
  }

  /// Returns the requests per second near the middle of the distribution.
  public double median() {
    return rates.get(DemandQuantiles.MEDIAN);
  }

  /// Returns the requests per second that are hardly ever exceeded.
  public double highest() {
    return rates.getLast();
  }

  /// Returns the expected rate of all requests per second.
  public double all() {
    double all = 0;
    for (int i = 0; i < rates.size(); i++) {
      all += DemandQuantiles.WEIGHTS.get(i) * rates.get(i);
    }
    return all;
  }

  /// Returns the expected rate of good requests per second.
  ///
  /// @param capacity requests per second
  /// @param deviation standard deviation of the capacity, as a share of it
  public double goodRate(double capacity, double deviation) {
    double good = 0;
    for (int g = 0; g < GUESSES.length; g++) {
      double guess = capacity * Math.max(0.2, 1 + GUESSES[g] * deviation);
      for (int i = 0; i < rates.size(); i++) {
        double rate = rates.get(i);
        double weight = GUESS_WEIGHTS[g] * DemandQuantiles.WEIGHTS.get(i);
        good += weight * rate * quality.at(rate, guess);
      }
    }
    return good;
  }
}
