package io.rheostat.simulator.baseline;

import io.rheostat.model.Require;

/// The first half of a Kubernetes HPA's decision, on a metric averaged over pods.
///
/// @param current replicas that are set
/// @param measured ready pods with a metric
/// @param sum of their metric
/// @param missing pods that run without a metric, such as those that load a model
/// @param unready pods that do not run yet
record HpaPods(int current, int measured, double sum, int missing, int unready) {
  /// A ratio this near to 1 changes nothing.
  static final double TOLERANCE = 0.1;

  HpaPods {
    Require.atLeast("measured", 0, measured);
    Require.atLeast("missing", 0, missing);
    Require.atLeast("unready", 0, unready);
  }

  /// Replicas that bring the mean to a target. Pods without a metric are taken to be at the target
  /// when that speaks against fewer replicas, and idle when it speaks against more; unready ones
  /// count, as idle, against more only.
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

  /// Replicas for an external metric that is to come to `target` per replica.
  static int external(double metric, double target, int current) {
    return current > 0 && within(metric / (target * current))
        ? current
        : (int) StrictMath.ceil(metric / target);
  }

  private static boolean within(double ratio) {
    return StrictMath.abs(1 - ratio) <= TOLERANCE;
  }
}
