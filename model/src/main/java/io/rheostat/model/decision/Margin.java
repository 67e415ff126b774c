package io.rheostat.model.decision;

import io.rheostat.model.Require;
import java.util.SortedMap;

/// Worth of a workload's devices at the margin: the step between its chosen option and the nearest
/// one with more devices, or with fewer.
///
/// @param devices devices of the step by type, each above 0
/// @param usdPerHour score of the option with more devices less that of the other, dollars per hour
public record Margin(SortedMap<String, Integer> devices, double usdPerHour) {
  public Margin {
    devices = Require.sortedCopy(devices);
    if (devices.isEmpty()) {
      throw new IllegalArgumentException("A margin must be of a device at least.");
    }
    devices.forEach((device, count) -> Require.positive("devices of " + device, count));
  }
}
