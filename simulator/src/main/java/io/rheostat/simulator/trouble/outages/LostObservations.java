package io.rheostat.simulator.trouble.outages;

import io.rheostat.model.command.Observed;
import io.rheostat.model.command.PlacementLook;
import io.rheostat.model.command.PlacementStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Reports of an actuator without answers from some targets: those placements keep their last
/// observed status, with its age and the reason.
final class LostObservations {
  private static final String REASON = "the target does not answer";

  private final Map<String, PlacementStatus> lastStatus = new HashMap<>();
  private final Map<String, Instant> lastSeen = new HashMap<>();

  /// Returns the report.
  ///
  /// @param observed the truth
  /// @param lost placements without an answer from their target
  Observed report(Observed observed, Predicate<String> lost) {
    List<PlacementStatus> statuses = new ArrayList<>();
    List<PlacementLook> looks = new ArrayList<>();
    for (PlacementStatus status : observed.placements()) {
      String placement = status.placement();
      String key = observed.workload() + "/" + placement;
      boolean answered = !lost.test(placement);
      if (answered) {
        lastStatus.put(key, status);
        lastSeen.put(key, observed.at());
      }
      Optional.ofNullable(lastStatus.get(key)).ifPresent(statuses::add);
      looks.add(
          new PlacementLook(
              placement,
              Optional.ofNullable(lastSeen.get(key)),
              Optional.empty(),
              answered ? Optional.empty() : Optional.of(REASON)));
    }
    return new Observed(
        observed.workload(),
        observed.pool(),
        observed.at(),
        observed.generation(),
        statuses,
        observed.complete(),
        observed.otherWriter(),
        looks,
        observed.failed());
  }
}
