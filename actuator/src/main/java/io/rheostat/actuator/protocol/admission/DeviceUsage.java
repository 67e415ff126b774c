package io.rheostat.actuator.protocol.admission;

import io.rheostat.model.fleet.Pool;
import io.rheostat.model.resource.CostRates;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.Placement;
import java.math.BigDecimal;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Usage of the limits by replicas, added up exactly: prices are the declared decimal numbers, so
/// no sum is off by the error of binary fractions.
final class DeviceUsage {
  private final Map<String, Device> types;
  private final SortedMap<String, Long> devices = new TreeMap<>();
  private BigDecimal usdPerHour = BigDecimal.ZERO;
  private BigDecimal watts = BigDecimal.ZERO;

  DeviceUsage(Map<String, Device> types) {
    this.types = types;
  }

  /// Returns an independent copy.
  DeviceUsage copy() {
    DeviceUsage copy = new DeviceUsage(types);
    copy.devices.putAll(devices);
    copy.usdPerHour = usdPerHour;
    copy.watts = watts;
    return copy;
  }

  /// Returns whether a pool's limits leave room for one more replica on a placement.
  boolean fitsOneMore(Placement placement, Pool pool) {
    DeviceUsage more = copy();
    more.add(placement, 1);
    return more.devices(placement.device()) <= pool.count(placement.device())
        && (pool.budgetUsdPerHour().isEmpty()
            || !more.isDearerThan(pool.budgetUsdPerHour().getAsDouble()))
        && (pool.maxWatts().isEmpty() || !more.drawsMoreThan(pool.maxWatts().getAsDouble()));
  }

  void add(Placement placement, int replicas) {
    if (replicas == 0) {
      return;
    }
    long count = (long) replicas * placement.devicesPerReplica();
    devices.merge(placement.device(), count, Long::sum);
    Device type = types.get(placement.device());
    if (type != null) {
      usdPerHour = usdPerHour.add(usd(type.rates(), placement).multiply(decimal(replicas)));
      watts = watts.add(decimal(type.watts().orElse(0)).multiply(BigDecimal.valueOf(count)));
    }
  }

  private static BigDecimal usd(CostRates rates, Placement placement) {
    return decimal(rates.baseUsd())
        .add(decimal(rates.perDeviceUsd()).multiply(decimal(placement.devicesPerReplica())))
        .add(decimal(rates.perGibMemoryUsd()).multiply(decimal(placement.memoryGib())))
        .add(decimal(rates.perGibDiskUsd()).multiply(decimal(placement.diskGib())));
  }

  private static BigDecimal decimal(double value) {
    return BigDecimal.valueOf(value);
  }

  long devices(String type) {
    return devices.getOrDefault(type, 0L);
  }

  boolean isDearerThan(double limit) {
    return usdPerHour.compareTo(decimal(limit)) > 0;
  }

  boolean drawsMoreThan(double limit) {
    return watts.compareTo(decimal(limit)) > 0;
  }

  String usdText() {
    return usdPerHour.stripTrailingZeros().toPlainString();
  }

  String wattsText() {
    return watts.stripTrailingZeros().toPlainString();
  }

  static String text(double value) {
    return decimal(value).stripTrailingZeros().toPlainString();
  }
}
