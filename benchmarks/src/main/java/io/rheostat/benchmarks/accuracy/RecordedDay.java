package io.rheostat.benchmarks.accuracy;

import io.rheostat.app.demo.DemoScenario;
import io.rheostat.contest.history.FleetHistory;
import io.rheostat.contest.history.HistoryFold;
import io.rheostat.contest.trial.RheostatPolicy;
import io.rheostat.core.estimate.EstimateStage;
import io.rheostat.core.stage.PartitionFold;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.simulator.loop.ClosedLoop;
import io.rheostat.simulator.loop.LoopLog;
import io.rheostat.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Day of the demo's fleet, two services with traffic by the hour and two training jobs, as its log
/// tells it.
final class RecordedDay {
  /// Start of the simulated world: a Monday.
  private static final Instant START = Instant.parse("2026-11-23T00:00:00Z");

  /// Time before the section, in which Rheostat learns the services.
  private static final Duration BEFORE = Duration.ofHours(1);

  private RecordedDay() {}

  /// Records a section of a length.
  ///
  /// @param fleet the demo's
  /// @param seed of the world and its traffic
  static FleetHistory of(Fleet fleet, Duration length, long seed) {
    Instant from = START.plus(BEFORE);
    DemoScenario.Traffic traffic = new DemoScenario.Traffic(List.of(), BEFORE.plus(length), true);
    World world = new World(DemoScenario.of(fleet, START, traffic, seed), seed);
    HistoryFold history = new HistoryFold(new PartitionFold<>(new EstimateStage(), _ -> true));
    new ClosedLoop(world, RheostatPolicy.SCRAPE_EVERY, keeping(history, from))
        .runUntil(from.plus(length));
    history.end();
    return FleetHistory.join(List.of(history));
  }

  private static LoopLog keeping(HistoryFold history, Instant from) {
    return new LoopLog() {
      @Override
      public void appended(WorkloadEvent event, Instant receivedAt) {
        history.accept(event, receivedAt, !receivedAt.isBefore(from));
      }
    };
  }
}
