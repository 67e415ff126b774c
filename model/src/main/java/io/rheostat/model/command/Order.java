package io.rheostat.model.command;

import io.rheostat.model.Require;
import io.rheostat.model.resource.Target;

/// Desired replicas of one target.
///
/// @param placement the placement's name
/// @param target its target
/// @param replicas desired replicas
public record Order(String placement, Target target, int replicas) {
  public Order {
    Require.text("placement", placement);
    Require.atLeast("replicas", 0, replicas);
  }
}
