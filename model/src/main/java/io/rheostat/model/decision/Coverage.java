package io.rheostat.model.decision;

import io.rheostat.model.Require;
import java.time.Duration;
import java.util.Optional;

/// Share of a workload's replicas that a decision could see, and the age of its sources.
///
/// @param ready replicas that the targets report ready
/// @param reporting replicas with fresh metrics
/// @param unreachable replicas that stopped reporting without leaving
/// @param demandFactor measured demand was multiplied by this to stand for the ready replicas; 1
///     when all of them report
/// @param watched time since coverage became complete, without a gap longer than the window
/// @param ages of every source
/// @param gap reason why nothing is scaled down; empty when coverage is complete
public record Coverage(
    int ready,
    int reporting,
    int unreachable,
    double demandFactor,
    Duration watched,
    SourceAges ages,
    Optional<String> gap) {
  public Coverage {
    Require.atLeast("ready", 0, ready);
    Require.atLeast("reporting", 0, reporting);
    Require.atLeast("unreachable", 0, unreachable);
    Require.atLeastZero("demandFactor", demandFactor);
  }

  /// Returns true when a scale-down may be decided on this view.
  public boolean isComplete() {
    return gap.isEmpty();
  }
}
