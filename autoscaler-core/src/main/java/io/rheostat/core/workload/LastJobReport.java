package io.rheostat.core.workload;

import io.rheostat.core.training.GradientStatistics;
import io.rheostat.model.signal.Signal;

/// Last report of a training job on itself. The page of one that restarts tells nothing until its
/// first step, and the job is worth what it was before.
///
/// @param gradients statistics of its gradients
/// @param progress work done, in samples at full efficiency
/// @param checkpointProgress the same at the last checkpoint
/// @param checkpointSeconds time to write it
/// @param restoreSeconds time of the last restore from one
public record LastJobReport(
    GradientStatistics gradients,
    double progress,
    double checkpointProgress,
    double checkpointSeconds,
    double restoreSeconds) {
  /// Nothing told so far.
  public static final LastJobReport EMPTY =
      new LastJobReport(GradientStatistics.UNKNOWN, 0, 0, 0, 0);

  /// Returns the report after a page: what it does not tell stays.
  public LastJobReport with(ReplicaState page) {
    GradientStatistics told =
        new GradientStatistics(
            page.value(Signal.GRADIENT_SQUARE), page.value(Signal.GRADIENT_VARIANCE));
    return new LastJobReport(
        told.equals(GradientStatistics.UNKNOWN) ? gradients : told,
        told(page, Signal.PROGRESS, progress),
        told(page, Signal.CHECKPOINT_PROGRESS, checkpointProgress),
        told(page, Signal.CHECKPOINT_TIME, checkpointSeconds),
        told(page, Signal.RESTORE_TIME, restoreSeconds));
  }

  private static double told(ReplicaState page, Signal signal, double before) {
    return page.value(signal) > 0 ? page.value(signal) : before;
  }
}
