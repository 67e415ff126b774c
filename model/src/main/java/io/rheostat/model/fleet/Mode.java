package io.rheostat.model.fleet;

import java.util.List;

/// How far Rheostat may go with a workload.
public enum Mode {
  /// Nothing is ever resized: decisions are made on a shadow, and what they would have cost and
  /// served is reported beside what really runs.
  OBSERVE,
  /// A change waits until a person approves it, and is dropped when nobody does in time.
  APPROVE,
  /// Changes are carried out.
  ACT;

  /// The mode of a workload that declares none: only what is simulated is resized unasked.
  public static Mode of(List<Placement> placements) {
    boolean simulated =
        placements.stream()
            .allMatch(placement -> placement.target().driver().equals(Target.SIMULATED));
    return simulated ? ACT : OBSERVE;
  }
}
