package io.rheostat.model.resource;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalDouble;

/// Cost and power use of replicas, in whole numbers: sums do not round and do not depend on their
/// order, so a limit that holds here holds.
///
/// One replica's share is rounded up and a limit down. A declared decimal is taken as written (2.95
/// is 2,950,000 micro-dollars), not as its nearest binary number.
///
/// @param microUsdPerHour millionths of a dollar per hour
/// @param milliwatts thousandths of a watt
public record Footprint(long microUsdPerHour, long milliwatts) {
  /// Of nothing.
  public static final Footprint NONE = new Footprint(0, 0);

  /// No limit.
  public static final long UNLIMITED = Long.MAX_VALUE;

  public Footprint {
    if (microUsdPerHour < 0 || milliwatts < 0) {
      throw new IllegalArgumentException(
          "a footprint of " + microUsdPerHour + " and " + milliwatts + " is below 0.");
    }
  }

  /// Returns the footprint of one replica on a placement of that device type; a device of unknown
  /// power counts as 0; the configuration refuses such devices where power is limited.
  public static Footprint of(Placement placement, Device device) {
    CostRates rates = device.rates();
    BigDecimal usd =
        decimal(rates.baseUsd())
            .add(decimal(rates.perDeviceUsd()).multiply(decimal(placement.devicesPerReplica())))
            .add(decimal(rates.perGibMemoryUsd()).multiply(decimal(placement.memoryGib())))
            .add(decimal(rates.perGibDiskUsd()).multiply(decimal(placement.diskGib())));
    BigDecimal watts =
        decimal(device.watts().orElse(0)).multiply(decimal(placement.devicesPerReplica()));
    return new Footprint(
        whole(usd.movePointRight(6), RoundingMode.CEILING),
        whole(watts.movePointRight(3), RoundingMode.CEILING));
  }

  /// Converts a limit of dollars per hour to micro-dollars; `UNLIMITED` when none is declared.
  public static long microUsdLimit(OptionalDouble usdPerHour) {
    return limit(usdPerHour, 6);
  }

  /// Converts a limit of watts to milliwatts; `UNLIMITED` when none is declared.
  public static long milliwattLimit(OptionalDouble watts) {
    return limit(watts, 3);
  }

  /// Returns the footprint of so many replicas; the largest number where it would not fit.
  public Footprint times(int replicas) {
    return new Footprint(times(microUsdPerHour, replicas), times(milliwatts, replicas));
  }

  /// Returns the sum of both; the largest number where it would not fit.
  public Footprint plus(Footprint other) {
    return new Footprint(
        plus(microUsdPerHour, other.microUsdPerHour), plus(milliwatts, other.milliwatts));
  }

  private static long limit(OptionalDouble declared, int digits) {
    return declared.isEmpty()
        ? UNLIMITED
        : whole(decimal(declared.getAsDouble()).movePointRight(digits), RoundingMode.FLOOR);
  }

  private static BigDecimal decimal(double number) {
    return BigDecimal.valueOf(number);
  }

  private static long whole(BigDecimal number, RoundingMode rounding) {
    BigDecimal whole = number.setScale(0, rounding);
    return whole.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValueExact();
  }

  private static long times(long amount, int replicas) {
    return replicas > 0 && amount > Long.MAX_VALUE / replicas ? Long.MAX_VALUE : amount * replicas;
  }

  private static long plus(long left, long right) {
    return left > Long.MAX_VALUE - right ? Long.MAX_VALUE : left + right;
  }
}
