package io.rheostat.core.solve;

import io.rheostat.model.decision.Option;

/// Option with its score and its devices, for the solver.
///
/// @param option the option with its predictions
/// @param score objective of the solver, dollars per hour: [Option#score], or less for an option of
///     last resort
/// @param devices devices of each type it takes, by the pool's order of types
@SuppressWarnings("ArrayRecordComponent") // built once for a solve, never changed
public record Candidate(Option option, double score, int[] devices) {}
