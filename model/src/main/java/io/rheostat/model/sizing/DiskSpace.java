package io.rheostat.model.sizing;

import io.rheostat.model.resource.Feasibility;
import io.rheostat.model.resource.ModelShape;

/// Disk of a replica, GiB, before any was measured.
public final class DiskSpace {
  /// Unpacked image of an engine or a training program, with its libraries.
  static final double IMAGE_GIB = 25;

  /// Compiled kernels and logs.
  static final double CACHE_GIB = 10;

  /// Share of a dataset that a training worker keeps beside it.
  static final double DATASET_GIB = 50;

  /// Room above the sum: file systems slow down when they are full.
  static final double MARGIN = 1.15;

  private static final double GIB = 1L << 30;
  private static final double STEP_GIB = 10;

  private DiskSpace() {}

  /// Returns the disk of an inference replica, in steps of 10 GiB.
  public static double inferenceGib(ModelShape model) {
    return rounded(IMAGE_GIB + CACHE_GIB + model.weightBytes() / GIB);
  }

  /// Returns the disk of a training worker, in steps of 10 GiB. Each device's process writes its
  /// share of a checkpoint.
  public static double trainingGib(ModelShape model, int devices) {
    double checkpoints =
        Feasibility.KEPT_CHECKPOINTS * Feasibility.checkpointBytes(model) / devices / GIB;
    return rounded(IMAGE_GIB + CACHE_GIB + DATASET_GIB + checkpoints);
  }

  private static double rounded(double gib) {
    return STEP_GIB * StrictMath.ceil(gib * MARGIN / STEP_GIB);
  }
}
