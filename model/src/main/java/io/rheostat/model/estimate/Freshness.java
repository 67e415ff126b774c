package io.rheostat.model.estimate;

import io.rheostat.model.Require;
import java.time.Duration;
import java.util.List;

/// Age and coverage of the data behind an estimate.
///
/// @param age time since the newest sample of any replica; since declaration when there was none
/// @param live replicas with fresh readings, without those reported not ready by the orchestrator
/// @param unreachable replicas silent but not gone
/// @param stale true when this estimate must not cause a scale-down
/// @param signals age of each signal seen so far, in order of the signals
/// @param behind time since the newest moment covered by reports of every live replica
public record Freshness(
    Duration age,
    int live,
    int unreachable,
    boolean stale,
    List<SignalAge> signals,
    Duration behind) {
  public Freshness {
    Require.atLeast("live", 0, live);
    Require.atLeast("unreachable", 0, unreachable);
    signals = List.copyOf(signals);
  }

  /// Creates a view with every live replica reporting up to the newest sample.
  public Freshness(
      Duration age, int live, int unreachable, boolean stale, List<SignalAge> signals) {
    this(age, live, unreachable, stale, signals, age);
  }
}
