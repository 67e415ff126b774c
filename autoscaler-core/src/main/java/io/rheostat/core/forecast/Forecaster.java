package io.rheostat.core.forecast;

/// Cheap forecast of demand. Each has a location and counts its errors from there, in multiples of
/// one scale; together with its residuals it is a distribution.
enum Forecaster {
  /// Demand stays at its level and now and then takes a step of an absolute size, as lately.
  STEPS,
  /// Level and damped trend.
  TREND,
  /// The distance to the mean of the last hour shrinks, by half in about six minutes (a discrete
  /// Ornstein-Uhlenbeck process).
  REVERSION,
  /// The level changes as it did at this hour of the day or week.
  SEASON,
  /// Demand returns to any rate of the last hour, wherever it is now: bursts come back.
  BURST;

  /// Number of forecasters.
  static final int COUNT = values().length;

  /// Share of a trend left after each step (damped trend, Gardner and McKenzie 1985).
  private static final double DAMPING = 0.9;

  /// Share of a distance from the mean left after one step.
  private static final double REMAINING = 0.98;

  /// Origin of a forecast.
  ///
  /// @param level requests per second
  /// @param trend change of the level in one step
  /// @param season expected ratio of demand at the horizon to demand now
  /// @param scale requests per second of an error of one: a round number near the mean rate of the
  ///     last hour
  /// @param mean smoothed rate over about an hour, requests per second
  record Origin(double level, double trend, double season, double scale, double mean) {}

  /// Returns the expected requests per second, before residuals.
  ///
  /// @param steps number of steps ahead
  double location(Origin origin, int steps) {
    return switch (this) {
      case STEPS -> origin.level;
      case TREND -> Math.max(0, origin.level + origin.trend * damped(steps));
      case REVERSION ->
          origin.mean + (origin.level - origin.mean) * StrictMath.pow(REMAINING, steps);
      case SEASON -> origin.level * origin.season;
      case BURST -> origin.scale;
    };
  }

  private static double damped(int steps) {
    return DAMPING * (1 - StrictMath.pow(DAMPING, steps)) / (1 - DAMPING);
  }
}
