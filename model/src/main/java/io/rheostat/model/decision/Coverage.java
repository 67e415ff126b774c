package io.rheostat.model.decision;

import io.rheostat.model.Require;
import java.time.Duration;
import java.util.Optional;

/// Share of a workload's replicas visible to a decision, and the age of its sources.
///
/// @param ready replicas reported ready by the targets
/// @param reporting replicas with fresh metrics
/// @param unreachable replicas still present but no longer reporting
/// @param demandFactor factor applied to the measured demand to stand for all ready replicas; 1
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
