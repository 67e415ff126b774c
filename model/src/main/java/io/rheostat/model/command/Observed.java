package io.rheostat.model.command;

import io.rheostat.model.Require;
import io.rheostat.model.decision.Allocation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What really runs for one workload: reported at start, on change, after a command and each
/// minute.
///
/// A placement whose target does not answer keeps the status that was last seen, with its age and
/// the reason among the looks; one that was never seen has no status.
///
/// @param workload whom it concerns
/// @param pool its pool
/// @param at the actuator's time
/// @param generation the newest that its targets carry
/// @param placements a status each
/// @param complete true when the target says the job is done
/// @param otherWriter who else changes the target, when someone does
/// @param looks age and standing of each placement's status; none in reports of older builds
public record Observed(
    String workload,
    String pool,
    Instant at,
    Generation generation,
    List<PlacementStatus> placements,
    boolean complete,
    Optional<String> otherWriter,
    List<PlacementLook> looks) {
  /// Age at which a report, or what it tells of a target, says nothing of now any more: three of
  /// the actuator's report intervals.
  public static final Duration MAX_AGE = Duration.ofMinutes(3);

  public Observed {
    Require.text("workload", workload);
    Require.text("pool", pool);
    placements = List.copyOf(placements);
    looks = List.copyOf(looks);
  }

  /// A report in which every placement was seen at the same time.
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

  /// Whether the report is about a placement at all, seen or not.
  public boolean tellsOf(String placement) {
    return look(placement).isPresent() || status(placement).isPresent();
  }

  /// Returns when a placement's status was really seen; empty when it never was.
  public Optional<Instant> observedAt(String placement) {
    Optional<PlacementLook> look = look(placement);
    return look.isPresent() ? look.get().observedAt() : status(placement).map(_ -> at);
  }

  /// Returns why a placement's target could not be seen at the last look; empty when it was seen.
  public Optional<String> unknown(String placement) {
    return look(placement).flatMap(PlacementLook::unknown);
  }

  /// Returns the generation a placement's target carries, as far as the report tells.
  public Generation generation(String placement) {
    return look(placement).flatMap(PlacementLook::generation).orElse(generation);
  }

  private Optional<PlacementLook> look(String placement) {
    return looks.stream().filter(look -> look.placement().equals(placement)).findFirst();
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
