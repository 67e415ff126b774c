package io.rheostat.benchmarks.accuracy;

import io.rheostat.contest.backtest.Backtest;
import io.rheostat.contest.backtest.Reproduction;
import io.rheostat.contest.backtest.WhatIf;
import io.rheostat.contest.capacity.OfflineCapacity;
import io.rheostat.contest.history.FleetHistory;
import io.rheostat.contest.history.LatencyHistogram;
import io.rheostat.contest.trial.PolicyTrial;
import io.rheostat.contest.trial.RheostatPolicy;
import io.rheostat.model.decision.Option;
import io.rheostat.model.estimate.PlacementCapacity;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.simulator.engine.HistogramView;
import io.rheostat.simulator.loop.ClosedLoop;
import io.rheostat.simulator.loop.HostVariant;
import io.rheostat.simulator.trace.Request;
import io.rheostat.simulator.trouble.Interference;
import io.rheostat.simulator.world.Score;
import io.rheostat.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Run of Rheostat on a trial, recorded minute by minute with what it predicted.
final class RecordedTrial {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final double TAIL = 0.95;
  private static final int SEEDS = 5;

  private final PolicyTrial trial;
  private final World world;
  private final LoopWitness witness;
  private final Instant from;
  private final Instant to;
  private final HistogramView firstTokensBefore;
  private final Score.Line before;
  private double predictedGood;
  private double judged;
  private double predictedUsd;

  private RecordedTrial(PolicyTrial trial, long seed) {
    this.trial = trial;
    from = trial.scenario().start().plus(trial.unscored());
    to = from.plus(trial.length());
    witness =
        new LoopWitness(
            trial.workload(), new ArrivalTruth(requests(), trial.scenario().start()), from, to);
    world = new World(trial.scenario(), seed);
    ClosedLoop loop =
        new ClosedLoop(
            world, RheostatPolicy.SCRAPE_EVERY, witness, Interference.NONE, HostVariant.SOUND);
    loop.runUntil(from);
    firstTokensBefore = firstTokens();
    before = world.score().of(trial.workload());
    run(loop);
    witness.history().end();
  }

  /// Runs a trial.
  static RecordedTrial of(PolicyTrial trial, long seed) {
    return new RecordedTrial(trial, seed);
  }

  private List<Request> requests() {
    return trial.scenario().traces().getOrDefault(trial.workload(), List.of());
  }

  private HistogramView firstTokens() {
    return world.latencies(trial.workload()).orElseThrow().firstToken();
  }

  private void run(ClosedLoop loop) {
    long counted = before.requests();
    while (world.now().isBefore(to)) {
      Instant next = world.now().plus(MINUTE);
      Option chosen = witness.chosen().orElse(null);
      loop.runUntil(next.isBefore(to) ? next : to);
      long now = world.score().of(trial.workload()).requests();
      if (chosen != null) {
        predictedGood += chosen.attainment() * (now - counted);
        judged += now - counted;
        predictedUsd += chosen.costUsdPerHour() / MINUTE.toMinutes() / 60;
      }
      counted = now;
    }
  }

  /// Returns the predictions beside the truth.
  PredictionRow predictions(int startupSeconds, OfflineCapacity offline) {
    Score.Line after = world.score().of(trial.workload());
    double good = after.requestsWithinSlo() - before.requestsWithinSlo();
    double all = after.requests() - before.requests();
    return new PredictionRow(
        trial.trace(),
        startupSeconds,
        witness.coverage(),
        new Pair(predictedGood / judged, good / all),
        new Pair(predictedUsd, after.costUsd() - before.costUsd()),
        capacity(offline),
        new Pair(
            Objects.requireNonNull(history().services().get(trial.workload()))
                .firstToken()
                .quantile(TAIL),
            trueFirstTokens().quantile(TAIL)));
  }

  private Pair capacity(OfflineCapacity offline) {
    Objective.Inference objective = (Objective.Inference) trial.service().objective();
    PlacementCapacity learned =
        witness.measure().orElseThrow().capacities().stream()
            .max((one, other) -> Double.compare(one.confidence(), other.confidence()))
            .orElseThrow();
    Map<String, EngineProfile> engines =
        Objects.requireNonNull(trial.scenario().engines().get(trial.workload()));
    return new Pair(
        learned.requestsPerSecond(),
        offline.requestsPerSecond(
            trial.trace(),
            new OfflineCapacity.Load(requests(), objective.slo()),
            Objects.requireNonNull(engines.get(learned.placement()))));
  }

  private LatencyHistogram trueFirstTokens() {
    return LatencyHistogram.EMPTY.coarsened(firstTokens().since(firstTokensBefore));
  }

  /// Returns the judged time as its log tells it.
  FleetHistory history() {
    return FleetHistory.join(List.of(witness.history()));
  }

  /// Returns the backtest of the recorded section beside the record.
  static Reproduction reproduction(FleetHistory history) throws InterruptedException {
    Backtest.Request asItRan = new Backtest.Request(List.of(), WhatIf.AS_DECLARED, true, false);
    return new Backtest(history, SEEDS).run(asItRan, _ -> {}).reproduction();
  }
}
