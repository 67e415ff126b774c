package io.rheostat.actuator.shell;

import io.rheostat.model.command.Observed;
import java.time.Instant;

/// What a look at a workload's targets saw.
///
/// @param observed what was seen
/// @param begun when the look was begun
record Sighting(Observed observed, Instant begun) {}
