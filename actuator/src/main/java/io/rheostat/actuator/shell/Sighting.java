package io.rheostat.actuator.shell;

import io.rheostat.model.command.Observed;
import java.time.Instant;

/// Observation of a workload's targets.
///
/// @param observed the observed state
/// @param begun time the observation began
record Sighting(Observed observed, Instant begun) {}
