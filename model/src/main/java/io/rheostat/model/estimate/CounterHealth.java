package io.rheostat.model.estimate;

import io.rheostat.model.Require;

/// Trust in the counters behind an estimate.
///
/// @param jumping replicas with counters jumping between several lines, as when several processes
///     answer at one address or several sources write one series
public record CounterHealth(int jumping) {
  /// No counter is in doubt.
  public static final CounterHealth SOUND = new CounterHealth(0);

  public CounterHealth {
    Require.atLeast("jumping", 0, jumping);
  }
}
