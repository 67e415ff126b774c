package io.rheostat.benchmarks.accuracy;

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
import io.rheostat.simulator.trace.ArrivalCounts;
import io.rheostat.simulator.trace.Request;
import io.rheostat.simulator.world.Score;
import io.rheostat.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Run of Rheostat on a trial, recorded minute by minute with what it predicted.
final class RecordedTrial {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final double TAIL = 0.95;
  private static final double MILLIS_PER_HOUR = 3_600_000;

  private final PolicyTrial trial;
  private final World world;
  private final LoopWitness witness;
  private final Instant from;
  private final Instant to;
  private final HistogramView firstTokensBefore;
  private final Score.Line before;
  private final FleetHistory history;
  private double predictedGood;
  private double judged;
  private double predictedUsd;

  private RecordedTrial(PolicyTrial trial, long seed) {
    this.trial = trial;
    from = trial.scenario().start().plus(trial.unscored());
    to = from.plus(trial.length());
    witness =
        new LoopWitness(
            trial.workload(), new ArrivalCounts(requests(), trial.scenario().start()), from, to);
    world = new World(trial.scenario(), seed);
    ClosedLoop loop = new ClosedLoop(world, RheostatPolicy.SCRAPE_EVERY, witness);
    loop.runUntil(from);
    firstTokensBefore = firstTokens();
    before = world.score().of(trial.workload());
    run(loop);
    witness.history().end();
    history = FleetHistory.join(List.of(witness.history()));
  }

  /// Runs a trial.
  static RecordedTrial of(PolicyTrial trial, long seed) {
    return new RecordedTrial(trial, seed);
  }

  private List<Request> requests() {
    return trial.scenario().requests(trial.workload());
  }

  private HistogramView firstTokens() {
    return world.latencies(trial.workload()).orElseThrow().firstToken();
  }

  private void run(ClosedLoop loop) {
    long counted = before.requests();
    while (world.now().isBefore(to)) {
      Instant begin = world.now();
      Instant next = begin.plus(MINUTE);
      Optional<Option> chosen = witness.chosen();
      loop.runUntil(next.isBefore(to) ? next : to);
      double hours = Duration.between(begin, world.now()).toMillis() / MILLIS_PER_HOUR;
      long now = world.score().of(trial.workload()).requests();
      if (chosen.isPresent()) {
        predictedGood += chosen.get().attainment() * (now - counted);
        judged += now - counted;
        predictedUsd += chosen.get().costUsdPerHour() * hours;
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
        new Prediction(predictedGood / judged, good / all),
        new Prediction(predictedUsd, after.costUsd() - before.costUsd()),
        capacity(offline),
        new Prediction(
            Objects.requireNonNull(history.services().get(trial.workload()))
                .firstToken()
                .quantile(TAIL),
            trueFirstTokens().quantile(TAIL)));
  }

  private Prediction capacity(OfflineCapacity offline) {
    Objective.Inference objective = (Objective.Inference) trial.service().objective();
    PlacementCapacity learned =
        witness.measure().orElseThrow().capacities().stream()
            .max((one, other) -> Double.compare(one.confidence(), other.confidence()))
            .orElseThrow();
    Map<String, EngineProfile> engines =
        Objects.requireNonNull(trial.scenario().engines().get(trial.workload()));
    return new Prediction(
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
    return history;
  }
}
