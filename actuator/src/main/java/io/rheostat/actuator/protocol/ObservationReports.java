package io.rheostat.actuator.protocol;

import io.rheostat.model.command.Observed;
import io.rheostat.model.command.PlacementLook;
import io.rheostat.model.command.PlacementStatus;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Selection of observations to report: the first, every change, the first after a command, and an
/// unchanged state once in a while. Not safe for use by several threads.
public final class ObservationReports {
  private final Duration repeatEvery;
  private final Map<String, Observed> reported = new HashMap<>();

  /// @param repeatEvery time between two reports of an unchanged state
  public ObservationReports(Duration repeatEvery) {
    this.repeatEvery = repeatEvery;
  }

  /// Returns the report of an observation; empty when nothing is due.
  public Optional<Observed> next(Observed observed) {
    return next(observed, false);
  }

  /// Returns the report of an observation; empty when nothing is due.
  ///
  /// @param asked whether it is reported although it shows nothing new: the observation was begun
  ///     after a command, and its planner believes no earlier one
  public Optional<Observed> next(Observed observed, boolean asked) {
    Observed before = reported.get(observed.workload());
    boolean due =
        asked
            || before == null
            || Duration.between(before.at(), observed.at()).compareTo(repeatEvery) >= 0
            || !sameBut(before, observed);
    if (!due) {
      return Optional.empty();
    }
    reported.put(observed.workload(), observed);
    return Optional.of(fresh(before, observed));
  }

  /// Forgets a workload reported by another actuator from here on: its next observation here is
  /// news.
  public void forget(String workload) {
    reported.remove(workload);
  }

  private static boolean sameBut(Observed before, Observed after) {
    return before.pool().equals(after.pool())
        && before.generation().equals(after.generation())
        && before.placements().equals(after.placements())
        && before.complete() == after.complete()
        && before.failed() == after.failed()
        && before.otherWriter().equals(after.otherWriter())
        && standing(before).equals(standing(after));
  }

  /// Returns the observations without their times, new each time.
  private static List<PlacementLook> standing(Observed observed) {
    return observed.looks().stream()
        .map(
            look ->
                new PlacementLook(
                    look.placement(), Optional.empty(), look.generation(), look.unknown()))
        .toList();
  }

  /// Returns the observation with only new start-up times. A start-up time is reported once, when
  /// more became ready: reported again it would be learned again.
  private static Observed fresh(@Nullable Observed before, Observed after) {
    List<PlacementStatus> placements =
        after.placements().stream()
            .map(status -> grew(before, status) ? status : withoutStartup(status))
            .toList();
    return new Observed(
        after.workload(),
        after.pool(),
        after.at(),
        after.generation(),
        placements,
        after.complete(),
        after.otherWriter(),
        after.looks(),
        after.failed());
  }

  private static boolean grew(@Nullable Observed before, PlacementStatus status) {
    if (before == null) {
      return false;
    }
    for (PlacementStatus old : before.placements()) {
      if (old.placement().equals(status.placement())) {
        return status.ready() > old.ready();
      }
    }
    return true;
  }

  private static PlacementStatus withoutStartup(PlacementStatus status) {
    return new PlacementStatus(
        status.placement(),
        status.wanted(),
        status.ready(),
        status.starting(),
        status.draining(),
        status.pending(),
        status.pendingReason(),
        Optional.empty());
  }
}
