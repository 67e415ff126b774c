package io.rheostat.simulator.jobs;

import java.time.Duration;

/// True behaviour of a training job whose step times and gradients are tables.
///
/// @param submission the job, with the time of its submission
/// @param cluster nodes of one device type; the job's workers fill as few as they fit on
/// @param rules restart delay, and what its agent knows
public record TabledTruth(Submission submission, ClusterShape cluster, JobRules rules) {
  public TabledTruth {
    if (cluster.types().size() != 1) {
      throw new IllegalArgumentException(
          "cluster has the device types " + cluster.types() + ". Give nodes of one type.");
    }
  }

  /// Returns the time of its submission since the start of the world, at a full second.
  public Duration submittedAfter() {
    return Duration.ofSeconds((long) Math.ceil(submission.atSeconds()));
  }

  /// Returns the declared work in samples at full efficiency.
  public double samples() {
    return submission.application().work() * initialBatch();
  }

  double initialBatch() {
    return submission.application().range().initial();
  }
}
