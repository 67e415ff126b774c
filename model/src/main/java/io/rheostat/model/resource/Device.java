package io.rheostat.model.resource;

import io.rheostat.model.Require;
import java.util.Optional;
import java.util.OptionalDouble;

/// Device type with its memory, throughput and prices.
///
/// @param name as placements name it, such as `h100-sxm`
/// @param memoryBytes device memory
/// @param bandwidthBytesPerSecond peak memory bandwidth
/// @param flopsPerSecond peak dense 16-bit throughput
/// @param rates prices per hour
/// @param watts maximum power draw of one device, when declared
/// @param reduced peak dense throughput below 16 bits
/// @param declaredLinks links to other devices, when declared
public record Device(
    String name,
    double memoryBytes,
    double bandwidthBytesPerSecond,
    double flopsPerSecond,
    CostRates rates,
    OptionalDouble watts,
    ReducedPrecision reduced,
    Optional<DeviceLinks> declaredLinks) {
  public Device {
    Require.text("device name", name);
    Require.positive("memory", memoryBytes);
    Require.positive("bandwidth", bandwidthBytesPerSecond);
    Require.positive("flops", flopsPerSecond);
    watts.ifPresent(power -> Require.positive("power", power));
  }

  /// Creates a device without formats below 16 bits and of undeclared links.
  public Device(
      String name,
      double memoryBytes,
      double bandwidthBytesPerSecond,
      double flopsPerSecond,
      CostRates rates,
      OptionalDouble watts) {
    this(
        name,
        memoryBytes,
        bandwidthBytesPerSecond,
        flopsPerSecond,
        rates,
        watts,
        ReducedPrecision.NONE,
        Optional.empty());
  }

  /// Creates a device of unknown power, without formats below 16 bits and of undeclared links.
  public Device(
      String name,
      double memoryBytes,
      double bandwidthBytesPerSecond,
      double flopsPerSecond,
      CostRates rates) {
    this(name, memoryBytes, bandwidthBytesPerSecond, flopsPerSecond, rates, OptionalDouble.empty());
  }

  /// Returns the same device with another power.
  public Device withWatts(double power) {
    return new Device(
        name,
        memoryBytes,
        bandwidthBytesPerSecond,
        flopsPerSecond,
        rates,
        OptionalDouble.of(power),
        reduced,
        declaredLinks);
  }

  /// Returns the same device at other prices.
  public Device withRates(CostRates prices) {
    return new Device(
        name,
        memoryBytes,
        bandwidthBytesPerSecond,
        flopsPerSecond,
        prices,
        watts,
        reduced,
        declaredLinks);
  }

  /// Returns the links to other devices; PCIe when none are declared.
  public DeviceLinks links() {
    return declaredLinks.orElse(DeviceLinks.PCIE_4);
  }
}
