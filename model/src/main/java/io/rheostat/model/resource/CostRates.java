package io.rheostat.model.resource;

import io.rheostat.model.Require;

/// Linear prices of a device type, all in US dollars per hour.
///
/// @param baseUsd for each replica, whatever its size
/// @param perDeviceUsd for each device of a replica
/// @param perGibMemoryUsd for each GiB of host memory of a replica
/// @param perGibDiskUsd for each GiB of disk of a replica
public record CostRates(
    double baseUsd, double perDeviceUsd, double perGibMemoryUsd, double perGibDiskUsd) {
  public CostRates {
    Require.atLeastZero("base", baseUsd);
    Require.atLeastZero("perDevice", perDeviceUsd);
    Require.atLeastZero("perGibMemory", perGibMemoryUsd);
    Require.atLeastZero("perGibDisk", perGibDiskUsd);
  }

  /// Returns the same prices with another one for each device.
  public CostRates withPerDevice(double usd) {
    return new CostRates(baseUsd, usd, perGibMemoryUsd, perGibDiskUsd);
  }

  /// Computes the US dollars per hour of one replica on a placement: base + devices + memory +
  /// disk.
  public double usdPerHour(Placement placement) {
    return usdPerHour(placement.devicesPerReplica(), placement.memoryGib(), placement.diskGib());
  }

  /// Computes the US dollars per hour of one replica of that many devices, host memory and disk.
  public double usdPerHour(int devices, double memoryGib, double diskGib) {
    return baseUsd + perDeviceUsd * devices + perGibMemoryUsd * memoryGib + perGibDiskUsd * diskGib;
  }
}
