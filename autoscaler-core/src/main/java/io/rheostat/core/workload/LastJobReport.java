package io.rheostat.core.workload;

import io.rheostat.core.training.GradientStatistics;
import io.rheostat.model.signal.Signal;

/// Last report of a training job on itself. The page of one that restarts tells nothing until its
/// first step, and the job is worth what it was before.
///
/// @param gradients statistics of its gradients
/// @param progress work done, in samples at full efficiency
public record LastJobReport(GradientStatistics gradients, double progress) {
  /// Nothing told so far.
  public static final LastJobReport EMPTY = new LastJobReport(GradientStatistics.UNKNOWN, 0);

  /// Returns the report after a page: what it does not tell stays.
  public LastJobReport with(ReplicaState page) {
    GradientStatistics told =
        new GradientStatistics(
            page.value(Signal.GRADIENT_SQUARE), page.value(Signal.GRADIENT_VARIANCE));
    double done = page.value(Signal.PROGRESS);
    return new LastJobReport(
        told.equals(GradientStatistics.UNKNOWN) ? gradients : told, done > 0 ? done : progress);
  }
}
