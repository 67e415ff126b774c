package io.rheostat.verification.architecture.violating.model;

import java.time.Instant;

/// Reads a clock.
final class Dated {
  private Dated() {}

  static Instant now() {
    return Instant.now();
  }
}
