package io.rheostat.core.counterfactual;

import io.rheostat.model.decision.Decision;

/// Nearest value of a lever, in one direction, at which the choice is another one.
///
/// @param lever the lever
/// @param at value from which on the choice flips; of a continuous lever within a millionth
/// @param decision decision there; its guards may hold the choice back
public record Flip(Lever lever, double at, Decision decision) {
  /// Returns the change of the lever, as a share of its value; of a whole number below 1 as a share
  /// of 1.
  public double change() {
    double base = lever.kind().isWhole() ? Math.max(1, lever.value()) : lever.value();
    return (at - lever.value()) / base;
  }
}
