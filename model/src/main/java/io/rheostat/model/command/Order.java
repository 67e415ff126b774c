package io.rheostat.model.command;

import io.rheostat.model.Require;
import io.rheostat.model.fleet.Target;

/// What is to become true at one target.
///
/// @param placement the placement's name
/// @param target where
/// @param replicas how many are to run there
public record Order(String placement, Target target, int replicas) {
  public Order {
    Require.text("placement", placement);
    Require.atLeast("replicas", 0, replicas);
  }
}
