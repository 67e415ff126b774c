package io.rheostat.core.capacity;

import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.model.resource.Feasibility;
import io.rheostat.model.resource.ModelShape;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.StepProfile;

/// Speeds derived from a device's data sheet, for a start without declared or measured ones.
///
/// Decoding is bound by memory bandwidth and prefill by FLOPS (roofline; Pope et al. 2022). The
/// shares of peak reached by engines are the usual ones: 80 % of bandwidth (AIConfigurator's
/// empirical factor), 45 % of dense FLOPS in prefill, 40 % in training.
public final class Priors {
  /// Share of peak memory bandwidth in decoding (AIConfigurator's empirical factor).
  private static final double BANDWIDTH_SHARE = 0.8;

  /// Share of peak dense FLOPS in prefill.
  private static final double PREFILL_SHARE = 0.45;

  /// Share of peak dense FLOPS in training (model FLOPS utilisation of large runs).
  private static final double TRAINING_SHARE = 0.4;

  /// Time to launch an iteration, seconds.
  private static final double LAUNCH_SECONDS = 0.002;

  /// Time of a sequence in an iteration beside its cache, seconds.
  private static final double PER_SEQUENCE_SECONDS = 0.00002;

  /// Largest batch (vLLM's default of `max-num-seqs`).
  private static final int MAX_SEQUENCES = 256;

  /// Most prompt tokens of an iteration (vLLM's default of `max-num-batched-tokens`).
  private static final int CHUNK_TOKENS = 2048;

  /// Tokens of a training sample.
  private static final double TOKENS_PER_SAMPLE = 2048;

  /// Bandwidth of an all-reduce between replicas, bytes per second: a 400 Gbit/s link.
  private static final double INTERCONNECT_BYTES_PER_SECOND = 50e9;

  private Priors() {}

  /// Returns the declared engine profile, or one derived from the model's size and the device.
  public static EngineProfile engine(ModelShape model, Device device, Placement placement) {
    if (placement.engine().isPresent()) {
      return placement.engine().get();
    }
    double devices = placement.devicesPerReplica();
    double bandwidth = device.bandwidthBytesPerSecond() * BANDWIDTH_SHARE * devices;
    double flops = device.flopsPerSecond() * PREFILL_SHARE * devices;
    double kvTokens = Math.min(1e9, Math.max(1, Feasibility.kvTokens(model, device, placement)));
    return new EngineProfile(
        LAUNCH_SECONDS + model.weightBytes() / bandwidth,
        PER_SEQUENCE_SECONDS,
        model.kvBytesPerToken() / bandwidth,
        2 * model.parameters() / flops,
        kvTokens,
        MAX_SEQUENCES,
        CHUNK_TOKENS);
  }

  /// Returns the declared step profile, or one derived from the model's size and the device: 6
  /// FLOPs a parameter and token, and a ring all-reduce of the gradients.
  public static StepProfile step(ModelShape model, Device device, Placement placement) {
    if (placement.step().isPresent()) {
      return placement.step().get();
    }
    double flops = device.flopsPerSecond() * TRAINING_SHARE * placement.devicesPerReplica();
    double sync =
        2 * model.weightBytes() / placement.devicesPerReplica() / INTERCONNECT_BYTES_PER_SECOND;
    return new StepProfile(6 * model.parameters() * TOKENS_PER_SAMPLE / flops, sync, sync * 0.02);
  }
}
