package io.rheostat.contest.bound;

import io.rheostat.contest.bound.ConcaveMaximum.Tangent;

/// Least work to reach an attainment, in dollars.
///
/// Each request is answered well (its work, and one good request), or missed (no work, and one
/// judged request more), or left unjudged at the end (some work, if any). Work is least when the
/// heaviest are missed; the linear relaxation, solved by its dual, is a lower bound of it. With a
/// weight w on the balance `good - attainment x judged >= 0` every request takes the cheapest of
/// the three by itself, and any w gives a lower bound.
final class NeededWork {
  private NeededWork() {}

  /// Returns the needed dollars of work.
  ///
  /// @param attainment 0..1
  /// @return infinite when too many requests fit on no replica
  static double usd(JudgedRequests requests, double attainment) {
    double heaviest = 0;
    for (double usd : requests.good) {
      heaviest = usd == Double.POSITIVE_INFINITY ? heaviest : StrictMath.max(heaviest, usd);
    }
    Tangent last = tangent(requests, attainment, heaviest * 1.001);
    if (last.slope() > 0) {
      return Double.POSITIVE_INFINITY;
    }
    Tangent first = tangent(requests, attainment, 0);
    return ConcaveMaximum.between(first, last, weight -> tangent(requests, attainment, weight));
  }

  private static Tangent tangent(JudgedRequests requests, double attainment, double weight) {
    double value = -weight * (1 - attainment) * requests.carried;
    double slope = -(1 - attainment) * requests.carried;
    for (int i = 0; i < requests.count(); i++) {
      double good = requests.good[i] - weight * (1 - attainment);
      double missed = weight * attainment;
      double least = StrictMath.min(StrictMath.min(good, missed), requests.unjudged[i]);
      value += least;
      if (least == good) {
        slope -= 1 - attainment;
      } else if (least == missed) {
        slope += attainment;
      }
    }
    return new Tangent(weight, value, slope);
  }
}
