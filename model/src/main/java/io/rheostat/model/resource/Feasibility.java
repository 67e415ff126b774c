package io.rheostat.model.resource;

import java.util.Locale;
import java.util.Optional;

/// Memory checks of a model on a placement, in bytes.
public final class Feasibility {
  /// Runtime, activations and fragmentation kept free on every device: 3.5 GiB, the "other" memory
  /// of the AIConfigurator system files.
  public static final double OVERHEAD_BYTES = 3.5 * 1024 * 1024 * 1024;

  /// Share of a device used by an engine for weights and KV cache (vLLM's default).
  public static final double USABLE_SHARE = 0.9;

  /// Bytes of optimiser state a parameter: fp32 copy, momentum and variance of Adam in mixed
  /// precision (ZeRO, Rajbhandari et al. 2020, K = 12).
  public static final double OPTIMISER_BYTES_PER_PARAMETER = 12;

  /// Checkpoints kept on disk: the last, and the one being written.
  public static final int KEPT_CHECKPOINTS = 2;

  private static final double GIB = 1024.0 * 1024 * 1024;

  private Feasibility() {}

  /// Computes the KV cache of one replica beside its weights, tokens; negative when even the
  /// weights do not fit.
  public static double kvTokens(ModelShape model, Device device, Placement placement) {
    return kvTokens(
        placement.running(model), device, placement.tensorParallel(), placement.pipelineParallel());
  }

  /// Computes the KV cache of one replica beside its weights, tokens; negative when even the
  /// weights do not fit. Beyond the number of key/value heads, tensor parallel copies them.
  public static double kvTokens(
      ModelShape model, Device device, int tensorParallel, int pipelineParallel) {
    double usable =
        (device.memoryBytes() * USABLE_SHARE - OVERHEAD_BYTES) * tensorParallel * pipelineParallel;
    double left = usable - model.weightBytes();
    double copies = Math.max(1, (double) tensorParallel / Math.max(1, model.kvHeads()));
    double perToken = model.kvBytesPerToken() * copies;
    if (perToken == 0) {
      return left < 0 ? -1 : Double.MAX_VALUE;
    }
    return left / perToken;
  }

  /// Returns the reason against an inference replica there: empty when weights and the KV cache of
  /// one request of `contextTokens` fit.
  public static Optional<String> refuseInference(
      ModelShape model, Device device, Placement placement, double contextTokens) {
    double tokens = kvTokens(model, device, placement);
    if (tokens >= Math.max(1, contextTokens)) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%s x %d holds %.1f GiB for weights and KV cache; weights take %.1f GiB and one request"
                + " of %.0f tokens %.2f GiB. Raise tensorParallel or pipelineParallel, or take a"
                + " larger device.",
            device.name(),
            placement.devicesPerReplica(),
            (device.memoryBytes() * USABLE_SHARE - OVERHEAD_BYTES)
                * placement.devicesPerReplica()
                / GIB,
            placement.running(model).weightBytes() / GIB,
            contextTokens,
            contextTokens * model.kvBytesPerToken() / GIB));
  }

  /// Computes the memory needed on one device of a training worker at a width, bytes: weights,
  /// gradients and optimiser states under the job's sharding.
  public static double trainingBytesPerDevice(ModelShape model, Placement placement, int width) {
    return trainingBytesPerDevice(model, placement.devicesPerReplica(), width);
  }

  /// Computes the memory needed on one device of a training worker of that many devices at a width,
  /// bytes.
  public static double trainingBytesPerDevice(ModelShape model, int devices, int width) {
    double weights = model.weightBytes();
    double gradients = weights;
    double optimiser = model.parameters() * OPTIMISER_BYTES_PER_PARAMETER;
    double shared =
        switch (model.sharding()) {
          case NONE -> weights + gradients + optimiser;
          case ZERO1 -> weights + gradients + optimiser / width;
          case ZERO2 -> weights + (gradients + optimiser) / width;
          case ZERO3 -> (weights + gradients + optimiser) / width;
        };
    return shared / devices;
  }

  /// Returns the reason against a training job there at that width: empty when it fits beside the
  /// overhead.
  public static Optional<String> refuseTraining(
      ModelShape model, Device device, Placement placement, int width) {
    double needed = trainingBytesPerDevice(model, placement, width) + OVERHEAD_BYTES;
    if (needed <= device.memoryBytes()) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%s has %.1f GiB; at width %d a device needs %.1f GiB for weights, gradients, optimiser"
                + " states and overhead. Take a larger width or device, or shard more (zero3).",
            device.name(),
            device.memoryBytes() / GIB,
            width,
            needed / GIB));
  }

  /// Returns the bytes of one checkpoint: weights and optimiser states.
  public static double checkpointBytes(ModelShape model) {
    return model.weightBytes() + model.parameters() * OPTIMISER_BYTES_PER_PARAMETER;
  }

  /// Returns the reason against a replica's disk as too small: empty when none is declared or
  /// weights and two checkpoints fit.
  public static Optional<String> refuseDisk(
      ModelShape model, Placement placement, boolean training) {
    if (placement.diskGib() == 0) {
      return Optional.empty();
    }
    double needed =
        training
            ? KEPT_CHECKPOINTS * checkpointBytes(model) / placement.devicesPerReplica()
            : placement.running(model).weightBytes();
    if (needed <= placement.diskGib() * GIB) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "disk is %.0f GiB; %s take %.0f GiB. Raise disk.",
            placement.diskGib(),
            training ? "two kept checkpoints" : "weights",
            needed / GIB));
  }
}
