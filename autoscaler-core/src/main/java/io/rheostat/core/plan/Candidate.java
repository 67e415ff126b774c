package io.rheostat.core.plan;

import io.rheostat.model.decision.Option;

/// An option with what the solver needs of it.
///
/// @param option the option with its predictions
/// @param score what the solver maximises: J, less what a broken objective is worth, dollars per
///     hour
/// @param devices devices of each type it takes, by the pool's order of types
@SuppressWarnings("ArrayRecordComponent") // built once for a solve, never changed
record Candidate(Option option, double score, int[] devices) {}
