package io.rheostat.core.solve;

import io.rheostat.model.decision.Option;
import io.rheostat.model.fleet.Allocation;

/// Option with its score and its devices, for the solver.
///
/// @param option the option with its predictions
/// @param score objective of the solver, dollars per hour: [Option#score], or less for an option of
///     last resort
/// @param devices devices of each type it takes, by the pool's order of types
@SuppressWarnings("ArrayRecordComponent") // built once for a solve, never changed
public record Candidate(Option option, double score, int[] devices) {
  /// Returns the option to take nothing.
  ///
  /// @param types number of the pool's device types
  public static Candidate nothing(double score, int types) {
    return new Candidate(new Option(Allocation.NONE, 0, 0, 0, 0, 0, 0, 0), score, new int[types]);
  }
}
