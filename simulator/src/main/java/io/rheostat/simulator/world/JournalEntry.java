package io.rheostat.simulator.world;

import io.rheostat.model.command.Generation;
import java.time.Instant;

/// One accepted change of a world from outside. With scenario and seed, the entries in order are
/// the whole state.
///
/// @param at time of its application
/// @param workload its target's workload
/// @param placement its target's placement
/// @param replicas desired at the target
/// @param generation of the order
public record JournalEntry(
    Instant at, String workload, String placement, int replicas, Generation generation) {}
