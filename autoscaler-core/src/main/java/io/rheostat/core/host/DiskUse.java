package io.rheostat.core.host;

import java.util.OptionalDouble;

/// Disk a volume used, hour by hour, and the days until it is full. Immutable.
///
/// Growth is net of clean-ups: deleted checkpoints and logs make steps down.
///
/// @param usedBytes newest use
/// @param grownBytes growth so far, steps down left out
/// @param freedBytes sum of steps down
/// @param hours hours seen after the first
public record DiskUse(double usedBytes, double grownBytes, double freedBytes, int hours) {
  private static final double HOURS_PER_DAY = 24;

  /// Hours before a growth is believed.
  private static final int LEAST_HOURS = 6;

  /// Returns the use after the first hour.
  public static DiskUse first(double bytes) {
    return new DiskUse(bytes, 0, 0, 0);
  }

  /// Returns the use after one more hour.
  public DiskUse hour(double bytes) {
    double change = bytes - usedBytes;
    return new DiskUse(
        bytes, grownBytes + Math.max(0, change), freedBytes + Math.max(0, -change), hours + 1);
  }

  /// Returns the days until a volume is full at its net growth; empty when it does not grow, or too
  /// little was seen.
  ///
  /// @param capacityBytes size of the volume
  public OptionalDouble daysUntilFull(double capacityBytes) {
    double perHour = (grownBytes - freedBytes) / Math.max(1, hours);
    if (hours < LEAST_HOURS || perHour <= 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(Math.max(0, capacityBytes - usedBytes) / perHour / HOURS_PER_DAY);
  }
}
