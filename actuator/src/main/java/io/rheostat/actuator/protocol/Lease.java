package io.rheostat.actuator.protocol;

import java.time.Duration;

/// Lease of an actuator on its partitions: longest time without a renewal. After a longer
/// standstill (a long collection, a suspended machine) a process may have been replaced while its
/// memory says otherwise: its next command may already be refused by its successor. It starts anew
/// instead.
///
/// Times are real and only ever grow, such as `System.nanoTime`. Not safe for use by several
/// threads.
public final class Lease {
  /// Length of the lease. The group gives a silent member's partitions to another 6 s after its
  /// last heartbeat, up to 2 s before the moment it fell silent.
  static final Duration LENGTH = Duration.ofSeconds(4);

  private boolean begun;
  private long renewedNanos;

  /// Renews the lease; false when it ran out before.
  public boolean renew(long nanos) {
    boolean holds = !begun || nanos - renewedNanos <= LENGTH.toNanos();
    begin(nanos);
    return holds;
  }

  /// Begins the lease anew, after news that nobody else has the partitions.
  public void begin(long nanos) {
    begun = true;
    renewedNanos = nanos;
  }
}
