package io.rheostat.model.fleet;

import io.rheostat.model.Require;
import java.util.OptionalDouble;

/// A device type: what one device can hold and do, and what it costs.
///
/// @param name as placements name it, such as `h100-sxm`
/// @param memoryBytes device memory
/// @param bandwidthBytesPerSecond peak memory bandwidth
/// @param flopsPerSecond peak dense 16-bit throughput
/// @param rates prices per hour
/// @param watts the most power that one device draws, when declared
public record Device(
    String name,
    double memoryBytes,
    double bandwidthBytesPerSecond,
    double flopsPerSecond,
    CostRates rates,
    OptionalDouble watts) {
  public Device {
    Require.text("device name", name);
    Require.positive("memory", memoryBytes);
    Require.positive("bandwidth", bandwidthBytesPerSecond);
    Require.positive("flops", flopsPerSecond);
    watts.ifPresent(power -> Require.positive("power", power));
  }

  /// A device of unknown power.
  public Device(
      String name,
      double memoryBytes,
      double bandwidthBytesPerSecond,
      double flopsPerSecond,
      CostRates rates) {
    this(name, memoryBytes, bandwidthBytesPerSecond, flopsPerSecond, rates, OptionalDouble.empty());
  }

  /// The same with another power.
  public Device withWatts(double power) {
    return new Device(
        name,
        memoryBytes,
        bandwidthBytesPerSecond,
        flopsPerSecond,
        rates,
        OptionalDouble.of(power));
  }
}
