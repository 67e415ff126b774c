package io.rheostat.simulator.trace;

import io.rheostat.model.Require;
import io.rheostat.simulator.chance.Chance;

/// Times between requests of one client, of mean 1, to be divided by a rate.
///
/// @param pattern their distribution
/// @param shape its shape, above 0; 1 for Poisson
/// @param mean of the distribution at scale 1
public record Gaps(Pattern pattern, double shape, double mean) {
  /// Distributions fitted to clients' arrivals.
  public enum Pattern {
    POISSON,
    GAMMA,
    WEIBULL
  }

  /// Gaps of a Poisson process, exponentially distributed with mean 1.
  public static final Gaps POISSON = new Gaps(Pattern.POISSON, 1, 1);

  private static final double LEAST_SHAPE = 0.02;
  private static final double MOST_SHAPE = 200;

  /// Returns gaps with a coefficient of variation.
  ///
  /// @param variation above 0
  public static Gaps of(Pattern pattern, double variation) {
    Require.positive("cv", variation);
    return switch (pattern) {
      case POISSON -> POISSON;
      case GAMMA -> new Gaps(pattern, 1 / (variation * variation), 1);
      case WEIBULL -> weibull(variation);
    };
  }

  /// Draws one gap, in mean gaps: divided by a rate in requests per second it is seconds.
  public double draw(Chance chance) {
    return switch (pattern) {
      case POISSON -> chance.exponential(1);
      case GAMMA -> chance.gamma(shape);
      case WEIBULL -> StrictMath.pow(chance.exponential(1), 1 / shape) / mean;
    };
  }

  /// Returns the standard deviation over the mean.
  public double variation() {
    return switch (pattern) {
      case POISSON -> 1;
      case GAMMA -> 1 / StrictMath.sqrt(shape);
      case WEIBULL -> weibullVariation(shape);
    };
  }

  /// Returns Weibull gaps. The shape is found by halving: the variation falls as it grows.
  private static Gaps weibull(double variation) {
    double low = StrictMath.log(LEAST_SHAPE);
    double high = StrictMath.log(MOST_SHAPE);
    for (int step = 0; step < 60; step++) {
      double middle = (low + high) / 2;
      if (weibullVariation(StrictMath.exp(middle)) > variation) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double shape = StrictMath.exp((low + high) / 2);
    return new Gaps(Pattern.WEIBULL, shape, StrictMath.exp(logGamma(1 + 1 / shape)));
  }

  private static double weibullVariation(double shape) {
    double ratio = logGamma(1 + 2 / shape) - 2 * logGamma(1 + 1 / shape);
    return StrictMath.sqrt(StrictMath.expm1(ratio));
  }

  /// Returns the logarithm of the gamma function for arguments of 1 and more: Stirling's series
  /// above 10, where its first three terms are exact to 1e-10, carried down by the recurrence.
  private static double logGamma(double x) {
    double shifted = x;
    double carried = 0;
    while (shifted < 10) {
      carried += StrictMath.log(shifted);
      shifted++;
    }
    double inverse = 1 / shifted;
    double square = inverse * inverse;
    double series = inverse * (1.0 / 12 - square * (1.0 / 360 - square / 1260));
    double log = StrictMath.log(shifted);
    return (shifted - 0.5) * log
        - shifted
        + StrictMath.log(2 * StrictMath.PI) / 2
        + series
        - carried;
  }
}
