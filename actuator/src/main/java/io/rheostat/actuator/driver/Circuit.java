package io.rheostat.actuator.driver;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Circuit breaker of calls to one target. Immutable.
///
/// ```
///            k failures in a row              the pause is over
///   closed ─────────────────────► open ───────────────────────► half-open: one call
///     ▲                            ▲                              │           │
///     │                            └──── it fails: a longer pause ┘           │
///     └──────────────────────────────────── it succeeds ──────────────────────┘
/// ```
///
/// @param failures failures in a row
/// @param openings number of openings since it was last closed
/// @param openUntil no call is made before
/// @param probing whether the one call of a half-open circuit is under way
/// @param reason error message of the last failure
record Circuit(int failures, int openings, Instant openUntil, boolean probing, String reason) {
  static final Circuit CLOSED = new Circuit(0, 0, Instant.EPOCH, false, "");

  private static final int MOST_DOUBLINGS = 16;

  boolean isClosed() {
    return openings == 0;
  }

  /// Returns the reason why no call is made now; empty when one may be.
  Optional<String> refusal(Instant now) {
    if (now.isBefore(openUntil)) {
      return Optional.of("not tried before " + openUntil + ", for it failed: " + reason);
    }
    return probing ? Optional.of("being tried; it failed before: " + reason) : Optional.empty();
  }

  /// Returns the circuit after the begin of a call.
  Circuit calling() {
    return new Circuit(failures, openings, openUntil, !isClosed(), reason);
  }

  /// Returns the circuit after a failed call.
  ///
  /// @param jitter 0..1, spreads the retries of circuits that failed together
  Circuit failed(String why, Instant now, CallPolicy manners, double jitter) {
    int inRow = failures + 1;
    if (inRow < manners.failures()) {
      return new Circuit(inRow, openings, openUntil, false, why);
    }
    Duration pause = manners.firstPause().multipliedBy(1L << Math.min(openings, MOST_DOUBLINGS));
    if (pause.compareTo(manners.mostPause()) > 0) {
      pause = manners.mostPause();
    }
    long millis = (long) (pause.toMillis() * (0.5 + jitter / 2));
    return new Circuit(inRow, openings + 1, now.plusMillis(millis), false, why);
  }
}
