package io.rheostat.model.fleet;

import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Target;
import java.util.List;

/// Automation mode of a workload.
public enum Mode {
  /// Nothing is ever resized: decisions are made on a shadow, and its cost and service are reported
  /// beside the real ones.
  OBSERVE,
  /// A change waits until a person approves it, and is dropped when nobody does in time.
  APPROVE,
  /// Changes are carried out.
  ACT;

  /// Returns the default mode of a workload: only simulated targets are resized unasked.
  public static Mode of(List<Placement> placements) {
    boolean simulated =
        placements.stream()
            .allMatch(placement -> placement.target().driver().equals(Target.SIMULATED));
    return simulated ? ACT : OBSERVE;
  }
}
