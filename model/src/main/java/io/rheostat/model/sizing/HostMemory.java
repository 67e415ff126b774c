package io.rheostat.model.sizing;

import io.rheostat.model.resource.Feasibility;
import io.rheostat.model.resource.ModelShape;

/// Host memory of a replica, GiB, before any was measured: the sum of what its processes keep.
///
/// Each device has a process of its own. The shares are usual ones of PyTorch programs and of
/// vLLM's defaults, not measurements: what runs corrects them.
public final class HostMemory {
  /// Interpreter, libraries and device context of one process.
  static final double PROCESS_GIB = 4;

  /// Pinned buffers of one process, for copies to its device.
  static final double PINNED_GIB = 2;

  /// KV cache moved to host memory for each device (vLLM's default of `--swap-space`).
  static final double OFFLOAD_GIB = 4;

  /// Server, tokenizer and requests of a replica.
  static final double SERVER_GIB = 4;

  /// Share of the weights in host memory at once while they are loaded: files are mapped, and pages
  /// of a shard stay until it is on its device.
  static final double STAGED_SHARE = 0.25;

  /// Data loading of one training process: four workers with their batches.
  static final double LOADER_GIB = 6;

  /// Room above the sum.
  static final double MARGIN = 1.15;

  private static final double GIB = 1L << 30;
  private static final double STEP_GIB = 8;

  private HostMemory() {}

  /// Returns the host memory of an inference replica, in steps of 8 GiB.
  public static double inferenceGib(ModelShape model, int devices) {
    double staged = STAGED_SHARE * model.weightBytes() / GIB;
    return rounded(SERVER_GIB + staged + devices * (PROCESS_GIB + PINNED_GIB + OFFLOAD_GIB));
  }

  /// Returns the host memory of a training worker, in steps of 8 GiB: a checkpoint is gathered
  /// there before it is written.
  ///
  /// @param width workers that share the job's state when it is sharded
  public static double trainingGib(ModelShape model, int devices, int width) {
    double checkpoint = Feasibility.checkpointBytes(model) / GIB / Math.max(1, width);
    return rounded(SERVER_GIB + checkpoint + devices * (PROCESS_GIB + PINNED_GIB + LOADER_GIB));
  }

  private static double rounded(double gib) {
    return STEP_GIB * StrictMath.ceil(gib * MARGIN / STEP_GIB);
  }
}
