package io.rheostat.model.fleet;

import io.rheostat.model.Require;

/// A device type: what one device can hold and do, and what it costs.
///
/// @param name as placements name it, such as `h100-sxm`
/// @param memoryBytes device memory
/// @param bandwidthBytesPerSecond peak memory bandwidth
/// @param flopsPerSecond peak dense 16-bit throughput
/// @param rates prices per hour
public record Device(
    String name,
    double memoryBytes,
    double bandwidthBytesPerSecond,
    double flopsPerSecond,
    CostRates rates) {
  public Device {
    Require.text("device name", name);
    Require.positive("memory", memoryBytes);
    Require.positive("bandwidth", bandwidthBytesPerSecond);
    Require.positive("flops", flopsPerSecond);
  }
}
