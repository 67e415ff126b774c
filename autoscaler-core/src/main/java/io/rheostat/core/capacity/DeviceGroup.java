package io.rheostat.core.capacity;

import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.Precision;

/// Devices of one replica and the links between them.
///
/// @param device their type
/// @param parallelism split of the model over them
record DeviceGroup(Device device, Parallelism parallelism) {
  /// Bytes of an activation.
  static final double ACTIVATION_BYTES = 2;

  /// Start of a transfer between two stages, seconds (point-to-point latency of AIConfigurator's
  /// system files).
  private static final double HAND_OVER_SECONDS = 1e-5;

  int tensorParallel() {
    return parallelism.tensorParallel();
  }

  int stages() {
    return parallelism.pipelineParallel();
  }

  /// Returns the throughput reached with weights of a precision, operations per second.
  double flops(Precision precision, SpeedCoefficients.Shares shares) {
    return switch (precision) {
      case FP32 -> device.flopsPerSecond() / 2 * shares.flops16();
      case BF16, INT4 -> device.flopsPerSecond() * shares.flops16();
      case FP8 ->
          isQuantised(precision)
              ? device.reduced().fp8FlopsPerSecond() * shares.flops8()
              : device.flopsPerSecond() * shares.flops16();
      case FP4 ->
          Math.max(device.flopsPerSecond(), device.reduced().fp4FlopsPerSecond()) * shares.flops4();
    };
  }

  /// Returns whether activations are quantised to FP8, which takes kernels of its own.
  boolean isQuantised(Precision precision) {
    return precision == Precision.FP8 && device.reduced().fp8FlopsPerSecond() > 0;
  }

  /// Returns the devices that the KV cache of a layer is split over: no more than it has key/value
  /// heads, which are copied beyond.
  double cacheShards(TransformerLayout layout) {
    return Math.min(tensorParallel(), Math.max(1, layout.model().kvHeads()));
  }

  /// Returns the seconds in which all all-reduces of an iteration start.
  double reduceStart(TransformerLayout layout, SpeedCoefficients coefficients) {
    double doublings = StrictMath.log(tensorParallel()) / StrictMath.log(2);
    return 2 * layout.layers() * coefficients.latencies().reduce() * doublings;
  }

  /// Returns the seconds of all-reduces over so many bytes.
  double reduceSeconds(double bytes, double linkShare) {
    double devices = tensorParallel();
    return bytes * 2 * (devices - 1) / devices / (linkBytesPerSecond() * linkShare);
  }

  /// Returns the seconds of handing the activations of so many tokens from stage to stage.
  double handOver(TransformerLayout layout, double tokens) {
    double bytes = tokens * layout.hiddenSize() * ACTIVATION_BYTES;
    return (stages() - 1) * (HAND_OVER_SECONDS + bytes / linkBytesPerSecond());
  }

  private double linkBytesPerSecond() {
    return parallelism.devices() > device.links().devicesPerNode()
        ? device.links().networkBytesPerSecond()
        : device.links().peerBytesPerSecond();
  }
}
