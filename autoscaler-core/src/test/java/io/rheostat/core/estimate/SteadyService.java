package io.rheostat.core.estimate;

import io.rheostat.core.stage.Given;
import io.rheostat.core.stage.Runner;
import io.rheostat.core.workload.WorkloadRoot;
import io.rheostat.core.workload.WorkloadState;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.estimate.DemandEstimate;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.log.WorkloadEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Eight replicas of `chat` that take 4 req/s each and are scraped every five seconds, of which
/// none or only some are seen for a while.
final class SteadyService {
  static final int REPLICAS = 8;
  static final double RATE = 4;
  static final int SCRAPE = 5;

  private final Runner<WorkloadState, WorkloadEvent, EstimateEffect> runner =
      new Runner<>(new EstimateStage());
  private final List<Pages.Replica> replicas = new ArrayList<>();
  private int second;

  SteadyService() {
    Pages.fleet().forEach(event -> runner.accept(event, Given.START));
    for (int i = 0; i < REPLICAS; i++) {
      Pages.Replica replica = new Pages.Replica("r" + i, "big");
      replica.running = 6;
      replicas.add(replica);
    }
  }

  /// Time passes for all replicas; only the first `seen` of them are scraped.
  void pass(int seconds, int seen) {
    for (int i = 0; i < seconds; i++) {
      second++;
      for (Pages.Replica replica : replicas) {
        replica.finished += RATE;
        replica.prompt += 500 * RATE;
        replica.generated += 100 * RATE;
      }
      if (second % SCRAPE == 0) {
        for (Pages.Replica replica : replicas.subList(0, seen)) {
          runner.accept(replica.page("chat", Given.at(second)), Given.at(second));
        }
      }
      runner.accept(new WorkloadEvent.Tick(), Given.at(second));
    }
  }

  /// The same while the target reports its ready replicas, at once and each minute.
  void pass(int seconds, int seen, int ready) {
    for (int left = seconds; left > 0; left -= 60) {
      report(ready);
      pass(Math.min(60, left), seen);
    }
  }

  private void report(int ready) {
    Observed observed =
        new Observed(
            "chat",
            "main",
            Given.at(second),
            Generation.NONE,
            List.of(status("big", ready), status("small", 0)),
            false,
            Optional.empty());
    runner.accept(new WorkloadEvent.Observation(observed), Given.at(second));
  }

  private static PlacementStatus status(String placement, int ready) {
    return new PlacementStatus(
        placement, ready, ready, 0, 0, 0, Optional.empty(), Optional.empty());
  }

  long now() {
    return Given.at(second).toEpochMilli();
  }

  WorkloadState state() {
    return runner.state("chat");
  }

  WorkloadRoot.Learned learned() {
    return state().root().learned();
  }

  Estimate newest() {
    Estimate newest = null;
    for (EstimateEffect effect : runner.effects()) {
      if (effect instanceof EstimateEffect.Estimated(Estimate estimate)
          && estimate.workload().equals("chat")) {
        newest = estimate;
      }
    }
    return Objects.requireNonNull(newest);
  }

  DemandEstimate demand() {
    return ((Measure.Inference) newest().measure()).demand();
  }
}
