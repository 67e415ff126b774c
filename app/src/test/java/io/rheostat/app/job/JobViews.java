package io.rheostat.app.job;

import io.rheostat.app.page.LiveState;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Freshness;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.fleet.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Newest state of everything, put together by hand.
final class JobViews {
  static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private static final Freshness FRESH = new Freshness(Duration.ZERO, 1, 0, false, List.of());

  private final SortedMap<String, Estimate> estimates = new TreeMap<>();
  private final SortedMap<String, Observed> observed = new TreeMap<>();
  private final SortedMap<String, Decision> decisions = new TreeMap<>();
  private Fleet fleet;

  JobViews(Fleet fleet) {
    this.fleet = fleet;
  }

  /// Returns a status with that many ready workers.
  static PlacementStatus ready(String placement, int workers) {
    return new PlacementStatus(
        placement, workers, workers, 0, 0, 0, Optional.empty(), Optional.empty());
  }

  void declared(Fleet changed) {
    fleet = changed;
  }

  void measured(String workload, Measure measure) {
    estimates.put(workload, new Estimate(workload, "east", NOW, FRESH, measure));
  }

  void observed(String workload, boolean complete, PlacementStatus... placements) {
    observed(workload, complete, false, placements);
  }

  void failed(String workload) {
    observed(workload, true, true);
  }

  private void observed(
      String workload, boolean complete, boolean failed, PlacementStatus... placements) {
    observed.put(
        workload,
        new Observed(
            workload,
            "east",
            NOW,
            Generation.NONE,
            List.of(placements),
            complete,
            Optional.empty(),
            List.of(),
            failed));
  }

  void decided(Decision decision) {
    decisions.put(decision.workload(), decision);
  }

  LiveState.View view() {
    return new LiveState.View(
        fleet,
        Map.of(),
        Map.of(),
        Map.of(),
        estimates,
        observed,
        decisions,
        Map.of(),
        List.copyOf(decisions.values()),
        Map.of(),
        0,
        NOW,
        NOW,
        List.of());
  }
}
