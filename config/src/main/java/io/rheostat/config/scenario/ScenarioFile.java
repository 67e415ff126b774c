package io.rheostat.config.scenario;

import io.rheostat.model.Require;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.resource.EngineProfile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;

/// Scenario to judge policies on: one service and its traffic.
///
/// @param name of the scenario
/// @param fleet the declared fleet, with the scenario's own bounds and start-up
/// @param workload the inference service
/// @param placements its allowed placements, in order of preference, at least one
/// @param initial ready replicas at the start; empty when the first ten minutes' need is meant
/// @param engines true speed of every declared placement of the workload
/// @param unscored unjudged time at the start
/// @param length judged time after it; the rest of the trace when empty
/// @param seed seed of the trace; the run's seed when empty
/// @param trace source of its requests
public record ScenarioFile(
    String name,
    Fleet fleet,
    String workload,
    List<String> placements,
    Optional<Allocation> initial,
    SortedMap<String, EngineProfile> engines,
    Duration unscored,
    Optional<Duration> length,
    OptionalLong seed,
    TraceSource trace) {
  public ScenarioFile {
    Require.text("scenario name", name);
    placements = List.copyOf(placements);
    engines = Require.sortedCopy(engines);
  }

  /// Returns the same service under other traffic.
  ///
  /// @param drawnBy seed of the trace
  public ScenarioFile withTrace(TraceSource other, long drawnBy) {
    return new ScenarioFile(
        name,
        fleet,
        workload,
        placements,
        initial,
        engines,
        unscored,
        length,
        OptionalLong.of(drawnBy),
        other);
  }
}
