package io.rheostat.benchmarks.accuracy;

import io.rheostat.model.estimate.DemandQuantiles;
import java.util.Arrays;
import java.util.List;

/// Share of what came that lies below quantiles of its forecast. A sound forecast has as much below
/// each as the quantile's level says.
final class ForecastCoverage {
  /// Levels of the published quantiles.
  static final List<Double> LEVELS = List.of(0.5, 0.9, 0.99);

  private final double[] below = new double[LEVELS.size()];
  private long forecasts;

  /// Counts a forecast with the rate that came. A rate on the quantile counts half: rates of few
  /// requests take few values.
  void add(DemandQuantiles forecast, double came) {
    forecasts++;
    for (int i = 0; i < below.length; i++) {
      int compared = Double.compare(came, quantile(forecast, LEVELS.get(i)));
      below[i] += compared < 0 ? 1 : compared == 0 ? 0.5 : 0;
    }
  }

  /// Adds the counts of another one.
  void add(ForecastCoverage other) {
    forecasts += other.forecasts;
    Arrays.setAll(below, i -> below[i] + other.below[i]);
  }

  /// Returns the share below the quantile of a level's position; not a number without forecasts.
  double share(int level) {
    return forecasts == 0 ? Double.NaN : below[level] / forecasts;
  }

  /// Returns a quantile, linear between the levels of the forecast.
  static double quantile(DemandQuantiles forecast, double level) {
    List<Double> levels = DemandQuantiles.LEVELS;
    int i = 1;
    while (i < levels.size() - 1 && levels.get(i) < level) {
      i++;
    }
    double part = (level - levels.get(i - 1)) / (levels.get(i) - levels.get(i - 1));
    double low = forecast.rates().get(i - 1);
    return low + Math.clamp(part, 0, 1) * (forecast.rates().get(i) - low);
  }
}
