package io.rheostat.config;

import io.rheostat.model.Require;
import io.rheostat.model.decision.Allocation;
import io.rheostat.model.fleet.EngineProfile;
import io.rheostat.model.fleet.Fleet;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;

/// One service and its traffic, for policies to be judged on.
///
/// @param name of the scenario
/// @param fleet what is declared, with the scenario's own bounds and start-up
/// @param workload the inference service
/// @param placements those it may use, in order of preference, at least one
/// @param initial what is ready at the start; empty when the first ten minutes' need is meant
/// @param engines true speed of every placement that the workload declares
/// @param unscored time at the start that is not judged
/// @param length time that is judged after it; the rest of the trace when empty
/// @param seed what the trace is drawn by; that of the run when empty
/// @param trace where its requests come from
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

  /// The same service under other traffic.
  ///
  /// @param drawnBy what the trace is drawn by
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
