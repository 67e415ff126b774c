package io.rheostat.benchmarks.backtest;

import io.rheostat.contest.history.FleetHistory;
import io.rheostat.contest.history.HistoryFold;
import io.rheostat.contest.trial.RheostatPolicy;
import io.rheostat.core.estimate.EstimateStage;
import io.rheostat.core.stage.PartitionFold;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.simulator.loop.ClosedLoop;
import io.rheostat.simulator.loop.LoopLog;
import io.rheostat.simulator.world.Scenario;
import io.rheostat.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Section of a simulated loop, as its log tells it.
public final class RecordedSection {
  /// Start of the simulated worlds: a Monday.
  public static final Instant START = Instant.parse("2026-11-23T00:00:00Z");

  /// Time before the section, in which Rheostat learns the services.
  public static final Duration BEFORE = Duration.ofHours(1);

  private RecordedSection() {}

  /// Records a section that begins an hour after [#START].
  ///
  /// @param scenario from [#START] on
  /// @param seed of the world
  public static FleetHistory of(Scenario scenario, Duration length, long seed) {
    Instant from = START.plus(BEFORE);
    HistoryFold history = new HistoryFold(new PartitionFold<>(new EstimateStage(), _ -> true));
    new ClosedLoop(new World(scenario, seed), RheostatPolicy.SCRAPE_EVERY, keeping(history, from))
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
