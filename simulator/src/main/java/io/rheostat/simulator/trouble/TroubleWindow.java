package io.rheostat.simulator.trouble;

import java.time.Instant;

/// Span of simulated time of a trouble.
///
/// @param from first moment, inclusive
/// @param until end, exclusive; equal to `from` for a trouble of one moment
public record TroubleWindow(Instant from, Instant until) {
  public TroubleWindow {
    if (until.isBefore(from)) {
      throw new IllegalArgumentException("a trouble ends at " + until + ", before " + from + ".");
    }
  }

  /// Returns whether the trouble lasts at a moment.
  public boolean contains(Instant at) {
    return !at.isBefore(from) && at.isBefore(until);
  }
}
