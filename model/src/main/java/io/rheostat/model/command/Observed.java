package io.rheostat.model.command;

import io.rheostat.model.Require;
import io.rheostat.model.fleet.Allocation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Observed replicas of one workload: reported at start, on change, after a command and each
/// minute.
///
/// A placement whose target does not answer keeps its last observed status, with the age and the
/// reason in `looks`; a placement never observed has no status.
///
/// @param workload name of the workload
/// @param pool its pool
/// @param at the actuator's time
/// @param generation newest generation at its targets
/// @param placements a status each
/// @param complete true when the target reports the job as ended
/// @param otherWriter name of another writer of the target, when there is one
/// @param looks age and standing of each placement's status; none in reports of older builds
/// @param failed whether the job ended by failing for good; never without `complete`
public record Observed(
    String workload,
    String pool,
    Instant at,
    Generation generation,
    List<PlacementStatus> placements,
    boolean complete,
    Optional<String> otherWriter,
    List<PlacementLook> looks,
    boolean failed) {
  /// Maximum age of a report or of a target's status, after which it no longer describes the
  /// present: three of the actuator's report intervals.
  public static final Duration MAX_AGE = Duration.ofMinutes(3);

  public Observed {
    Require.text("workload", workload);
    Require.text("pool", pool);
    placements = List.copyOf(placements);
    looks = List.copyOf(looks);
    if (failed && !complete) {
      throw new IllegalArgumentException("failed without complete: a failed job has ended.");
    }
  }

  /// Creates a report of a job that did not fail.
  public Observed(
      String workload,
      String pool,
      Instant at,
      Generation generation,
      List<PlacementStatus> placements,
      boolean complete,
      Optional<String> otherWriter,
      List<PlacementLook> looks) {
    this(workload, pool, at, generation, placements, complete, otherWriter, looks, false);
  }

  /// Creates a report with all placements observed at the same time.
  public Observed(
      String workload,
      String pool,
      Instant at,
      Generation generation,
      List<PlacementStatus> placements,
      boolean complete,
      Optional<String> otherWriter) {
    this(workload, pool, at, generation, placements, complete, otherWriter, List.of());
  }

  /// Returns the status of a placement as it was last seen; empty when it never was.
  public Optional<PlacementStatus> status(String placement) {
    return placements.stream().filter(status -> status.placement().equals(placement)).findFirst();
  }

  /// Returns whether the report covers a placement at all, observed or not.
  public boolean tellsOf(String placement) {
    return look(placement).isPresent() || status(placement).isPresent();
  }

  /// Returns when a placement's status was really seen; empty when it never was.
  public Optional<Instant> observedAt(String placement) {
    Optional<PlacementLook> look = look(placement);
    return look.isPresent() ? look.get().observedAt() : status(placement).map(_ -> at);
  }

  /// Returns the reason why a placement's target could not be observed last time; empty when it was
  /// observed.
  public Optional<String> unknown(String placement) {
    return look(placement).flatMap(PlacementLook::unknown);
  }

  /// Returns the generation at a placement's target, as far as reported.
  public Generation generation(String placement) {
    return look(placement).flatMap(PlacementLook::generation).orElse(generation);
  }

  private Optional<PlacementLook> look(String placement) {
    return looks.stream().filter(look -> look.placement().equals(placement)).findFirst();
  }

  /// Returns the desired replicas last set at the targets.
  public Allocation wanted() {
    List<Allocation.Part> parts = new ArrayList<>(placements.size());
    for (PlacementStatus status : placements) {
      parts.add(new Allocation.Part(status.placement(), status.wanted()));
    }
    return new Allocation(parts);
  }
}
