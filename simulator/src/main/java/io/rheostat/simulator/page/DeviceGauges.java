package io.rheostat.simulator.page;

import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.Feasibility;
import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import java.util.List;
import java.util.Locale;

/// A replica's device signals. Values are rounded like a sensor's (whole percent, whole MiB,
/// eighths of a watt), so a page per device adds up to exactly these.
public final class DeviceGauges {
  static final double MIB = 1024.0 * 1024;

  /// Share of the board limit drawn by an idle data-centre GPU; DCGM shows 70 W of 700 W on an
  /// H100.
  private static final double IDLE_SHARE = 0.1;

  private DeviceGauges() {}

  /// Returns the utilisation, memory and power of a replica.
  ///
  /// @param device its device type
  /// @param devices their number in the replica
  /// @param busyShare busy share of recent time, 0..1
  /// @return utilisation as the mean of the devices, memory and power as their sum
  public static List<Sample> of(Device device, int devices, double busyShare) {
    double percent = StrictMath.rint(100 * busyShare);
    double memory = StrictMath.floor(device.memoryBytes() * Feasibility.USABLE_SHARE / MIB) * MIB;
    double drawn = watts(device.name()) * (IDLE_SHARE + (1 - IDLE_SHARE) * busyShare);
    double power = StrictMath.rint(drawn * 8) / 8;
    return List.of(
        new Sample.Scalar(Signal.DEVICE_UTILISATION, percent / 100),
        new Sample.Scalar(Signal.DEVICE_MEMORY_USED, memory * devices),
        new Sample.Scalar(Signal.DEVICE_POWER, power * devices));
  }

  /// Returns the board power limit in watts (system descriptions of NVIDIA's aiconfigurator; T4
  /// from its data sheet).
  private static double watts(String device) {
    String name = device.toLowerCase(Locale.ROOT);
    if (name.startsWith("h100") || name.startsWith("h200")) {
      return 700;
    }
    if (name.startsWith("l40s")) {
      return 350;
    }
    if (name.startsWith("l4")) {
      return 72;
    }
    return name.startsWith("t4") ? 70 : 400;
  }
}
