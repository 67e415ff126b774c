package io.rheostat.contest.bound;

import java.util.function.DoubleFunction;

/// Maximum of a concave function with a known slope: the intersection of the tangents of both sides
/// is tried next, until they meet on the function. Every value it can return is the function's own
/// at some place, so a search ended early still gives a lower bound of the maximum.
final class ConcaveMaximum {
  private static final int MAX_STEPS = 60;
  private static final double TOLERANCE = 1e-6;

  private ConcaveMaximum() {}

  /// A tangent.
  ///
  /// @param at its place
  /// @param value there
  /// @param slope there
  record Tangent(double at, double value, double slope) {
    private double meets(Tangent other) {
      return at + (other.value - value + other.slope * (at - other.at)) / (slope - other.slope);
    }
  }

  /// Returns the greatest value between two places.
  ///
  /// @param rising a tangent left of the maximum
  /// @param falling one right of it
  static double between(Tangent rising, Tangent falling, DoubleFunction<Tangent> function) {
    Tangent left = rising;
    Tangent right = falling;
    double best = StrictMath.max(left.value(), right.value());
    for (int step = 0; step < MAX_STEPS && left.slope() > 0 && right.slope() < 0; step++) {
      double at = left.meets(right);
      double ceiling = left.value() + left.slope() * (at - left.at());
      if (!(at > left.at() && at < right.at())
          || ceiling - best <= TOLERANCE * StrictMath.abs(best)) {
        break;
      }
      Tangent tangent = function.apply(at);
      best = StrictMath.max(best, tangent.value());
      if (tangent.slope() > 0) {
        left = tangent;
      } else {
        right = tangent;
      }
    }
    return best;
  }
}
