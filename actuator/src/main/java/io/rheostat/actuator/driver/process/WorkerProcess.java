package io.rheostat.actuator.driver.process;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One replica.
///
/// ```
///   LAUNCHING ──► STARTING ──► READY ──► DRAINING ──► gone
///       ▲            │           │
///       └── CRASHED ◄┴───────────┘  after a pause
/// ```
///
/// @param replica its index, 0 or more
/// @param port its own
/// @param phase its phase
/// @param process the process, once there is one
/// @param since begin of this phase
/// @param requestedAt time of its first requested start
/// @param crashes in a row
/// @param reason reason of the last crash; empty before
record WorkerProcess(
    int replica,
    int port,
    Phase phase,
    Optional<ProcessId> process,
    Instant since,
    Instant requestedAt,
    int crashes,
    String reason) {
  private static final int MOST_DOUBLINGS = 6;
  private static final Duration STEADY = Duration.ofMinutes(1);

  /// Phase of a replica.
  enum Phase {
    /// Written down, so its process is found again should Rheostat die right now.
    LAUNCHING,
    STARTING,
    READY,
    /// Asked to end; it may finish its requests in progress.
    DRAINING,
    CRASHED
  }

  static WorkerProcess launching(int replica, int port, Instant now) {
    return new WorkerProcess(replica, port, Phase.LAUNCHING, Optional.empty(), now, now, 0, "");
  }

  WorkerProcess launchingAgain(Instant now) {
    return new WorkerProcess(
        replica, port, Phase.LAUNCHING, Optional.empty(), now, requestedAt, crashes, reason);
  }

  WorkerProcess started(ProcessId id, Instant now) {
    return new WorkerProcess(
        replica, port, Phase.STARTING, Optional.of(id), now, requestedAt, crashes, reason);
  }

  WorkerProcess ready(Instant now) {
    return in(Phase.READY, now);
  }

  WorkerProcess draining(Instant now) {
    return in(Phase.DRAINING, now);
  }

  WorkerProcess crashed(String why, Instant now) {
    boolean wasSteady = phase == Phase.READY && now.isAfter(since.plus(STEADY));
    return new WorkerProcess(
        replica,
        port,
        Phase.CRASHED,
        Optional.empty(),
        now,
        phase == Phase.READY ? now : requestedAt,
        wasSteady ? 1 : crashes + 1,
        why);
  }

  private WorkerProcess in(Phase next, Instant now) {
    return new WorkerProcess(replica, port, next, process, now, requestedAt, crashes, reason);
  }

  /// Returns the restart time of a crashed worker: after 1 s, then twice as long each time, up to a
  /// minute; each by its own share of a quarter more, so workers crashed together do not restart
  /// together.
  Instant retryAt() {
    long seconds = Math.min(60, 1L << Math.min(Math.max(0, crashes - 1), MOST_DOUBLINGS));
    return since.plusMillis(seconds * 1000 + seconds * 250 * (replica % 8) / 8);
  }

  /// Returns whether it counts towards the desired replicas.
  boolean counts() {
    return phase != Phase.DRAINING;
  }
}
