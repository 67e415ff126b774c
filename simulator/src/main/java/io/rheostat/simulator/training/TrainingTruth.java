package io.rheostat.simulator.training;

import io.rheostat.model.Require;
import java.time.Duration;

/// True behaviour of a training job, beyond its step times.
///
/// @param noiseAtStart gradient variance over squared norm at the initial batch size, at progress 0
/// @param noiseAtEnd the same when the work is done; in between it changes linearly with progress
/// @param gradientSquare squared norm of the reported gradient, above 0
/// @param restartDelay time of a checkpoint-restart, without training
/// @param checkpointEvery training time between checkpoints: a restart loses at most this much work
/// @param submittedAfter time from the world's start to the job's declaration
public record TrainingTruth(
    double noiseAtStart,
    double noiseAtEnd,
    double gradientSquare,
    Duration restartDelay,
    Duration checkpointEvery,
    Duration submittedAfter) {
  /// A ResNet-50-like job with a restart of 60 s and a loss of at most 60 s of work.
  public static final TrainingTruth DEFAULT =
      new TrainingTruth(5, 72, 0.3, Duration.ofSeconds(60), Duration.ofSeconds(60));

  /// Creates the behaviour of a job declared at the world's start.
  public TrainingTruth(
      double noiseAtStart,
      double noiseAtEnd,
      double gradientSquare,
      Duration restartDelay,
      Duration checkpointEvery) {
    this(noiseAtStart, noiseAtEnd, gradientSquare, restartDelay, checkpointEvery, Duration.ZERO);
  }

  public TrainingTruth {
    Require.atLeastZero("noiseAtStart", noiseAtStart);
    Require.atLeastZero("noiseAtEnd", noiseAtEnd);
    Require.positive("gradientSquare", gradientSquare);
    if (restartDelay.isNegative() || checkpointEvery.isNegative()) {
      throw new IllegalArgumentException(
          "restartDelay is "
              + restartDelay
              + " and checkpointEvery "
              + checkpointEvery
              + ". Both must be 0 or more.");
    }
  }

  /// Returns the gradient variance over squared norm at a share of the work, 0..1.
  public double noise(double share) {
    return noiseAtStart + (noiseAtEnd - noiseAtStart) * share;
  }

  /// Returns the worth of a sample in a batch `scale` times the initial one, 0..1: Pollux's
  /// statistical efficiency (OSDI 2021), `(noise + 1) / (noise / scale + 1) / scale`. A smaller
  /// batch than the initial one counts as 1.
  public double efficiency(double share, double scale) {
    double noise = noise(share);
    return scale <= 1 ? 1 : (noise + 1) / (noise / scale + 1) / scale;
  }
}
