package io.rheostat.simulator.trace;

import io.rheostat.model.Require;
import io.rheostat.simulator.chance.Chance;

/// Distribution of the lengths of prompts or answers, in tokens.
public sealed interface Lengths {
  /// Draws a length, 1 or more.
  int draw(Chance chance);

  /// Returns the mean of the distribution, tokens.
  double mean();

  /// A normal distribution, cut at three standard deviations on either side, without effect on its
  /// mean, and at 1 token.
  ///
  /// @param mean tokens, above 0
  /// @param deviation standard deviation before the cut, tokens, 0 or more
  record Normal(double mean, double deviation) implements Lengths {
    private static final double CUT = 3;

    public Normal {
      Require.positive("mean", mean);
      Require.atLeastZero("deviation", deviation);
    }

    @Override
    public int draw(Chance chance) {
      double z = chance.gaussian();
      while (StrictMath.abs(z) > CUT) {
        z = chance.gaussian();
      }
      return tokens(mean + deviation * z);
    }
  }

  /// A lognormal distribution.
  ///
  /// @param mean tokens, above 0
  /// @param variation standard deviation over mean, 0 or more
  record LogNormal(double mean, double variation) implements Lengths {
    public LogNormal {
      Require.positive("mean", mean);
      Require.atLeastZero("cv", variation);
    }

    @Override
    public int draw(Chance chance) {
      double variance = StrictMath.log(1 + variation * variation);
      return tokens(mean * chance.jitter(StrictMath.sqrt(variance)));
    }
  }

  private static int tokens(double drawn) {
    return (int) StrictMath.max(1, StrictMath.min(Integer.MAX_VALUE, StrictMath.round(drawn)));
  }
}
