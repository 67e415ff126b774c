package io.rheostat.model.command;

import io.rheostat.model.Require;
import io.rheostat.model.decision.Allocation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What really runs for one workload: reported at start, on change and each minute.
///
/// @param workload whom it concerns
/// @param pool its pool
/// @param at the actuator's time
/// @param generation the newest that its targets carry
/// @param placements a status each
/// @param complete true when the target says the job is done
/// @param otherWriter who else changes the target, when someone does
public record Observed(
    String workload,
    String pool,
    Instant at,
    Generation generation,
    List<PlacementStatus> placements,
    boolean complete,
    Optional<String> otherWriter) {
  public Observed {
    Require.text("workload", workload);
    Require.text("pool", pool);
    placements = List.copyOf(placements);
  }

  /// What the targets were last told to hold.
  public Allocation wanted() {
    List<Allocation.Part> parts = new ArrayList<>(placements.size());
    for (PlacementStatus status : placements) {
      parts.add(new Allocation.Part(status.placement(), status.wanted()));
    }
    return new Allocation(parts);
  }
}
