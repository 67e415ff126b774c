package io.rheostat.core.host;

import java.util.Optional;

/// Host memory and disk of the replicas on one placement, as observed. Immutable.
///
/// @param memory highest working set of any replica, hour by hour
/// @param disk use of the fullest volume, hour by hour; empty before any
/// @param hourBegun begin of the present hour, epoch milliseconds
/// @param hourPeak highest working set of the present hour, bytes
/// @param kills OOM kills of the newest look; fewer when a replica and its count are gone
/// @param limit memory limit of a replica, bytes; 0 when it is not known
/// @param capacity size of the fullest volume, bytes; 0 when it is not known
public record HostUse(
    MemoryUse memory,
    Optional<DiskUse> disk,
    long hourBegun,
    double hourPeak,
    double kills,
    double limit,
    double capacity) {
  private static final long HOUR_MILLIS = 3_600_000;

  /// One look at the replicas of a placement.
  ///
  /// @param memory highest working set, bytes; 0 for none
  /// @param limit lowest limit, bytes; 0 for none
  /// @param kills OOM kills, summed over replicas
  /// @param disk use of the fullest volume, bytes; 0 for none
  /// @param capacity its size, bytes; 0 for none
  public record Look(double memory, double limit, double kills, double disk, double capacity) {}

  /// Returns the use before the first look.
  ///
  /// @param kills OOM kills already counted, which are older
  public static HostUse begun(long now, double kills) {
    return new HostUse(MemoryUse.NONE, Optional.empty(), now, 0, kills, 0, 0);
  }

  /// Returns the use after a look; the same one when it shows nothing new.
  public HostUse observe(Look look, long now) {
    MemoryUse next = memory;
    Optional<DiskUse> nextDisk = disk;
    double peak = Math.max(hourPeak, look.memory);
    long begun = hourBegun;
    boolean killed = look.kills > kills;
    if (now - hourBegun >= HOUR_MILLIS) {
      next = peak > 0 ? next.hour(peak, killed) : next;
      if (look.disk > 0) {
        nextDisk =
            Optional.of(disk.map(use -> use.hour(look.disk)).orElse(DiskUse.first(look.disk)));
      }
      begun = now;
      peak = look.memory;
    }
    if (killed && Math.max(limit, look.limit) > 0) {
      next = next.hour(Math.max(peak, 1), true).killed(Math.max(limit, look.limit));
    }
    double newLimit = look.limit > 0 ? look.limit : limit;
    double newCapacity = look.capacity > 0 ? look.capacity : capacity;
    boolean same =
        begun == hourBegun
            && peak == hourPeak
            && look.kills == kills
            && newLimit == limit
            && newCapacity == capacity;
    return same
        ? this
        : new HostUse(next, nextDisk, begun, peak, look.kills, newLimit, newCapacity);
  }

  /// Returns the memory a replica should have, bytes; 0 before the first hour.
  public double advisedMemoryBytes() {
    return memory.advisedBytes();
  }
}
