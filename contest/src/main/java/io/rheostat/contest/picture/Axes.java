package io.rheostat.contest.picture;

import io.rheostat.contest.report.PolicyStanding;
import java.util.ArrayList;
import java.util.List;

/// Positions of cost and attainment in a picture, in pixels.
///
/// Attainment is drawn at `-log10(1 - a + 0.0005)`: each further nine takes as much room, and 100 %
/// has a place.
///
/// @param usd cost at the right edge
/// @param lowest attainment at the bottom
record Axes(double usd, double lowest) {
  static final int LEFT = 70;
  static final int TOP = 50;
  static final int WIDTH = 620;
  static final int HEIGHT = 640;

  private static final double FINEST = 0.0005;
  private static final double[] SHARES = {
    0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 1
  };
  private static final double[] STEPS = {1, 2, 2.5, 5, 10};
  private static final int TICKS = 7;

  /// Returns axes around all marks; marks below the lowest fitting tick are drawn at the bottom.
  static Axes around(List<PolicyStanding> shown) {
    double usd = 0;
    double lowest = 0.9;
    for (PolicyStanding standing : shown) {
      usd = Math.max(usd, standing.costUsd());
      lowest = Math.min(lowest, standing.attainment());
    }
    double below = 0;
    for (double share : SHARES) {
      below = share <= lowest + 1e-9 ? share : below;
    }
    double step = step(usd);
    return new Axes(step * Math.max(1, Math.ceil(usd * 1.02 / step)), below);
  }

  double x(double costUsd) {
    return LEFT + WIDTH * Math.min(1, costUsd / usd);
  }

  double y(double attainment) {
    double from = height(lowest);
    double share = (height(Math.max(lowest, attainment)) - from) / (height(1) - from);
    return TOP + HEIGHT * (1 - share);
  }

  private static double height(double attainment) {
    return -StrictMath.log10(1 - attainment + FINEST);
  }

  /// Returns attainments to mark.
  List<Double> shares() {
    List<Double> shares = new ArrayList<>();
    for (double share : SHARES) {
      if (share >= lowest) {
        shares.add(share);
      }
    }
    return shares;
  }

  /// Returns dollars to mark.
  List<Double> dollars() {
    List<Double> dollars = new ArrayList<>();
    double step = step(usd);
    for (int i = 0; i * step <= usd * (1 + 1e-9); i++) {
      dollars.add(i * step);
    }
    return dollars;
  }

  /// Returns the number of digits after the point for dollars.
  int digits() {
    return (int) Math.max(0, Math.ceil(-StrictMath.log10(step(usd)) + 0.41));
  }

  private static double step(double usd) {
    double rough = Math.max(usd, 1e-6) / TICKS;
    double ten = StrictMath.pow(10, Math.floor(StrictMath.log10(rough)));
    for (double step : STEPS) {
      if (step * ten >= rough * (1 - 1e-9)) {
        return step * ten;
      }
    }
    return 10 * ten;
  }
}
