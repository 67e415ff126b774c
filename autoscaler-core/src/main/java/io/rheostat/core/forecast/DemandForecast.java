package io.rheostat.core.forecast;

/// Level and damped trend of a rate, with the spread of its one-step errors (Holt's linear method
/// with a
/// damped trend, Gardner & McKenzie 1985). Immutable.
///
/// @param level smoothed rate, per second
/// @param trend change of the level per step
/// @param variance smoothed square of the one-step error
/// @param steps values seen
/// @param recent the rates of the last ten minutes, by step modulo the length
@SuppressWarnings("ArrayRecordComponent") // copied before any change
public record DemandForecast(
    double level, double trend, double variance, long steps, double[] recent) {
  /// Length of one step in milliseconds.
  public static final long STEP_MILLIS = 10_000;

  /// Before the first value.
  public static final DemandForecast EMPTY = new DemandForecast(0, 0, 0, 0, new double[60]);

  private static final double LEVEL_WEIGHT = 0.35;
  private static final double TREND_WEIGHT = 0.08;
  private static final double ERROR_WEIGHT = 0.06;
  private static final double DAMPING = 0.9;

  /// The forecast after one more step's rate.
  public DemandForecast next(double rate) {
    double[] rates = recent.clone();
    rates[(int) (steps % rates.length)] = rate;
    if (steps == 0) {
      return new DemandForecast(rate, 0, 0, 1, rates);
    }
    double expected = level + DAMPING * trend;
    double error = rate - expected;
    double weight = Math.max(ERROR_WEIGHT, 1.0 / (steps + 1));
    return new DemandForecast(
        Math.max(0, expected + LEVEL_WEIGHT * error),
        DAMPING * trend + TREND_WEIGHT * error,
        variance + weight * (error * error - variance),
        steps + 1,
        rates);
  }

  /// Trend per second, damped as far as it will go within a minute.
  public double trendPerSecond() {
    return trend * 1000.0 / STEP_MILLIS;
  }

  /// The highest but one of the rates of the last ten minutes: a single odd step does not count.
  public double burst() {
    double highest = 0;
    double second = 0;
    for (double rate : recent) {
      if (rate > highest) {
        second = highest;
        highest = rate;
      } else if (rate > second) {
        second = rate;
      }
    }
    return second;
  }

  /// Standard deviation of the one-step error.
  public double deviation() {
    return StrictMath.sqrt(variance);
  }
}
