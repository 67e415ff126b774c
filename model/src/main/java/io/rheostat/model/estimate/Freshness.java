package io.rheostat.model.estimate;

import io.rheostat.model.Require;
import java.time.Duration;
import java.util.List;

/// How far the estimate may be trusted.
///
/// @param age time since the newest sample of any replica; since declaration when there was none
/// @param live replicas with fresh readings, without those that the orchestrator says are not ready
/// @param unreachable replicas that fell silent without being gone
/// @param stale true when the workload must not be lowered on this estimate
/// @param signals age of each signal seen so far, in order of the signals
/// @param behind time since the point up to which every live replica has reported
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

  /// A view in which every live replica has reported up to the newest sample.
  public Freshness(
      Duration age, int live, int unreachable, boolean stale, List<SignalAge> signals) {
    this(age, live, unreachable, stale, signals, age);
  }
}
