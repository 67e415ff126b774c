package io.rheostat.contest.baseline.general;

import io.rheostat.model.Require;

/// First half of a Kubernetes HPA's decision, on a metric averaged over pods.
///
/// @param current replicas set
/// @param measured ready pods with a metric
/// @param sum of their metric
/// @param missing running pods without a metric, such as those loading a model
/// @param unready pods not yet running
public record HpaPods(int current, int measured, double sum, int missing, int unready) {
  /// A ratio this near to 1 changes nothing.
  static final double TOLERANCE = 0.1;

  public HpaPods {
    Require.atLeast("measured", 0, measured);
    Require.atLeast("missing", 0, missing);
    Require.atLeast("unready", 0, unready);
  }

  /// Returns the replicas to bring the mean to a target. When the ratio speaks for fewer replicas,
  /// pods without a metric count as at the target. When it speaks for more, they count as idle.
  /// Unready pods count only against more replicas, as idle.
  int desired(double target) {
    if (measured == 0) {
      return current;
    }
    double ratio = sum / measured / target;
    boolean unreadyCount = unready > 0 && ratio > 1;
    if (missing == 0 && !unreadyCount) {
      return within(ratio) ? current : (int) StrictMath.ceil(ratio * measured);
    }
    int pods = measured + missing + (unreadyCount ? unready : 0);
    double known = sum + (ratio < 1 ? missing * target : 0);
    double corrected = known / pods / target;
    boolean turned = (ratio < 1 && corrected > 1) || (ratio > 1 && corrected < 1);
    if (within(corrected) || turned) {
      return current;
    }
    int desired = (int) StrictMath.ceil(corrected * pods);
    boolean backwards =
        (corrected < 1 && desired > current) || (corrected > 1 && desired < current);
    return backwards ? current : desired;
  }

  /// Returns the replicas for an external metric, given its target per replica.
  public static int external(double metric, double target, int current) {
    return current > 0 && within(metric / (target * current))
        ? current
        : (int) StrictMath.ceil(metric / target);
  }

  private static boolean within(double ratio) {
    return StrictMath.abs(1 - ratio) <= TOLERANCE;
  }
}
