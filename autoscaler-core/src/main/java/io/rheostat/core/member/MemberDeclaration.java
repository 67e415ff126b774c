package io.rheostat.core.member;

import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Declared part of a pool's member, written by declarations and hand-overs between pools.
/// Immutable.
///
/// @param workload the declaration
/// @param mayPlan false until its former pool has released it
/// @param leaving placements no longer declared, with replicas possibly still running
/// @param withdrawn true when the workload is no longer declared and may still run
public record MemberDeclaration(
    Workload workload, boolean mayPlan, List<Leaving> leaving, boolean withdrawn) {
  /// Placement that is no longer declared.
  ///
  /// @param placement its last declaration
  /// @param replicas replicas possibly running there until its target is observed
  /// @param since time at which it left the declaration
  /// @param orderedAt time of the last order to 0
  public record Leaving(
      Placement placement, int replicas, Instant since, Optional<Instant> orderedAt) {}

  public MemberDeclaration {
    leaving = List.copyOf(leaving);
  }
}
