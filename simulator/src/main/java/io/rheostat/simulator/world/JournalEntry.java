package io.rheostat.simulator.world;

import io.rheostat.model.command.Generation;
import java.time.Instant;

/// One accepted change of a world from outside. With scenario and seed, the entries in order are
/// the whole state.
///
/// @param at when it was carried out
/// @param workload whose target
/// @param placement which target
/// @param replicas what it is to hold
/// @param generation under which order
public record JournalEntry(
    Instant at, String workload, String placement, int replicas, Generation generation) {}
