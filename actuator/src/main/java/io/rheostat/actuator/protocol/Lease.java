package io.rheostat.actuator.protocol;

import java.time.Duration;

/// How long an actuator may take its partitions for its own without having looked. A process that
/// stood still for longer (a long collection, a suspended machine) may have been replaced while its
/// memory says otherwise: what it would carry out next, its successor may have refused. It starts
/// anew instead.
///
/// Times are real and only ever grow, such as `System.nanoTime`. Not safe for use by several
/// threads.
public final class Lease {
  /// The group gives a silent member's partitions to another 6 s after its last heartbeat, which is
  /// up to 2 s older than the moment at which it fell silent.
  static final Duration LENGTH = Duration.ofSeconds(4);

  private boolean begun;
  private long renewedNanos;

  /// Goes on; false when it ran out before.
  public boolean renew(long nanos) {
    boolean holds = !begun || nanos - renewedNanos <= LENGTH.toNanos();
    begin(nanos);
    return holds;
  }

  /// Begins anew: that nobody else has the partitions was just heard.
  public void begin(long nanos) {
    begun = true;
    renewedNanos = nanos;
  }
}
