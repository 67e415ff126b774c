package io.rheostat.benchmarks.accuracy;

import io.rheostat.contest.backtest.world.ForeseenArrivals;
import io.rheostat.contest.history.HistoryFold;
import io.rheostat.core.estimate.EstimateStage;
import io.rheostat.core.plan.decision.PlanEffect;
import io.rheostat.core.stage.PartitionFold;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.Option;
import io.rheostat.model.estimate.DemandQuantiles;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.simulator.loop.LoopLog;
import io.rheostat.simulator.trace.ArrivalCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Record of a loop about one service: its history as the log tells it, its forecasts beside what
/// came, its newest estimate and decision.
final class LoopWitness implements LoopLog {
  /// Time between two scored forecasts.
  private static final Duration FORECAST_EVERY = Duration.ofSeconds(10);

  private final HistoryFold history =
      new HistoryFold(new PartitionFold<>(new EstimateStage(), _ -> true));
  private final String workload;
  private final ArrivalCounts arrivals;
  private final Instant from;
  private final Instant to;
  private final SortedMap<Double, ForecastCoverage> coverage = new TreeMap<>();
  private Instant scored = Instant.EPOCH;
  private Optional<Measure.Inference> measure = Optional.empty();
  private Optional<Option> chosen = Optional.empty();

  /// @param from begin of the judged time
  /// @param to its end
  LoopWitness(String workload, ArrivalCounts arrivals, Instant from, Instant to) {
    this.workload = workload;
    this.arrivals = arrivals;
    this.from = from;
    this.to = to;
  }

  @Override
  public void appended(WorkloadEvent event, Instant receivedAt) {
    history.accept(event, receivedAt, !receivedAt.isBefore(from));
  }

  @Override
  public void appended(PoolEvent event, Instant receivedAt) {
    if (event instanceof PoolEvent.Estimated(Estimate estimate)
        && estimate.workload().equals(workload)
        && estimate.measure() instanceof Measure.Inference serving) {
      measure = Optional.of(serving);
      score(estimate.at(), serving);
    }
  }

  private void score(Instant at, Measure.Inference serving) {
    if (at.isBefore(from) || at.isBefore(scored.plus(FORECAST_EVERY))) {
      return;
    }
    scored = at;
    for (DemandQuantiles outlook : serving.demand().outlooks()) {
      Instant until = at.plusMillis((long) (1000 * outlook.horizonSeconds()));
      if (!until.isAfter(to)) {
        coverage
            .computeIfAbsent(outlook.horizonSeconds(), _ -> new ForecastCoverage())
            .add(outlook, arrivals.rate(until.minus(ForeseenArrivals.WINDOW), until));
      }
    }
  }

  @Override
  public void effect(Object effect) {
    if (effect instanceof PlanEffect.Decided(Decision decision)
        && decision.workload().equals(workload)) {
      chosen = decision.rationale().chosen();
    }
  }

  /// Returns the history of the judged time.
  HistoryFold history() {
    return history;
  }

  /// Returns the coverage by horizon, seconds.
  SortedMap<Double, ForecastCoverage> coverage() {
    return coverage;
  }

  /// Returns the newest estimate; empty before the first.
  Optional<Measure.Inference> measure() {
    return measure;
  }

  /// Returns the option chosen last; empty when nothing was feasible.
  Optional<Option> chosen() {
    return chosen;
  }
}
