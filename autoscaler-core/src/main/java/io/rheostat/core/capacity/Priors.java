package io.rheostat.core.capacity;

import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.model.resource.ModelShape;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.StepProfile;

/// Speeds derived from a device's data sheet, for a start without declared or measured ones: of an
/// inference replica by the [SpeedModel], of a training worker from its FLOPS.
public final class Priors {
  /// Share of peak dense FLOPS in training (model FLOPS utilisation of large runs).
  public static final double TRAINING_SHARE = 0.4;

  /// Requests of a workload that expects none: assumed, a chat with a short history.
  private static final SpeedModel.Requests USUAL_REQUESTS = new SpeedModel.Requests(1024, 256, 0);

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
    Parallelism parallelism =
        new Parallelism(placement.tensorParallel(), placement.pipelineParallel(), 1);
    return SpeedModel.of(
            placement.running(model),
            device,
            parallelism,
            SpeedCoefficients.FITTED,
            ServingEngine.VLLM)
        .profile(USUAL_REQUESTS);
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
