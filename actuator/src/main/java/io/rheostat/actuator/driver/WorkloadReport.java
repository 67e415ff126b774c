package io.rheostat.actuator.driver;

import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.PlacementLook;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Answers of all targets of a workload to one observation, each for its own placements: a silent
/// target makes only these unknown.
///
/// @param workload as it was observed
/// @param parts answers by placement, one for all placements of a target
public record WorkloadReport(Workload workload, Map<String, DriverReport> parts) {
  private static final DriverReport NOTHING = new DriverReport.Unknown("no target was asked");

  public WorkloadReport {
    parts = Map.copyOf(parts);
  }

  /// Returns true when some target did not answer.
  public boolean hasSilent() {
    return workload.placements().stream()
        .anyMatch(one -> part(one) instanceof DriverReport.Unknown);
  }

  /// Returns the report for the planner; placements of silent targets have a look and no status.
  ///
  /// @param begun begin of the observation
  /// @param now end of the observation
  public Observed observed(Instant begun, Instant now) {
    List<PlacementStatus> statuses = new ArrayList<>();
    List<PlacementLook> looks = new ArrayList<>();
    Generation newest = Generation.NONE;
    Optional<String> other = Optional.empty();
    for (Placement placement : workload.placements()) {
      switch (part(placement)) {
        case DriverReport.Unknown(String reason) ->
            looks.add(
                new PlacementLook(
                    placement.name(), Optional.empty(), Optional.empty(), Optional.of(reason)));
        case DriverReport.Seen seen -> {
          seen.placements().stream()
              .filter(status -> status.placement().equals(placement.name()))
              .forEach(statuses::add);
          looks.add(look(placement.name(), seen, begun));
          newest = seen.generation().compareTo(newest) > 0 ? seen.generation() : newest;
          other = other.or(seen::otherWriter);
        }
      }
    }
    boolean failed = hasFailed();
    boolean complete = failed || seen().anyMatch(one -> one.complete() && !one.failed());
    return new Observed(
        workload.name(), workload.pool(), now, newest, statuses, complete, other, looks, failed);
  }

  /// Returns whether the job failed, and may run nowhere: one that moved may have left a failed
  /// object behind, and a silent target may run it.
  private boolean hasFailed() {
    return !hasSilent()
        && seen().anyMatch(DriverReport.Seen::failed)
        && seen().allMatch(one -> one.failed() || (!one.complete() && wanted(one) == 0));
  }

  private static int wanted(DriverReport.Seen seen) {
    return seen.placements().stream().mapToInt(PlacementStatus::wanted).sum();
  }

  private Stream<DriverReport.Seen> seen() {
    return workload.placements().stream()
        .map(this::part)
        .filter(DriverReport.Seen.class::isInstance)
        .map(DriverReport.Seen.class::cast);
  }

  private DriverReport part(Placement placement) {
    return parts.getOrDefault(placement.name(), NOTHING);
  }

  private static PlacementLook look(String placement, DriverReport.Seen seen, Instant begun) {
    return new PlacementLook(
        placement,
        Optional.of(begun),
        Optional.ofNullable(seen.carried().get(placement)),
        Optional.empty());
  }
}
