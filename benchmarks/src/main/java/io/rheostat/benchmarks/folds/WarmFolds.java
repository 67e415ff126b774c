package io.rheostat.benchmarks.folds;

import io.rheostat.benchmarks.latency.load.BenchFleet;
import io.rheostat.benchmarks.latency.load.SyntheticPage;
import io.rheostat.core.estimate.EstimateEffect;
import io.rheostat.core.estimate.EstimateStage;
import io.rheostat.core.plan.PlanStage;
import io.rheostat.core.plan.decision.PlanEffect;
import io.rheostat.core.pool.PoolState;
import io.rheostat.core.stage.Moment;
import io.rheostat.core.stage.PartitionFold;
import io.rheostat.core.workload.WorkloadState;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.resource.Device;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Both folds of one pool of 50 services after a while of running, without any host.
final class WarmFolds {
  private static final Instant BEGIN = Instant.parse("2026-11-23T12:00:00Z");

  private final PartitionFold<WorkloadState, WorkloadEvent, EstimateEffect> estimates =
      new PartitionFold<>(new EstimateStage(), _ -> true);
  private final PartitionFold<PoolState, PoolEvent, PlanEffect> plans =
      new PartitionFold<>(new PlanStage(), _ -> true);
  private final List<Workload> workloads = new ArrayList<>();
  private final List<SyntheticPage> pages = new ArrayList<>();
  private Optional<Estimate> last = Optional.empty();
  private Instant now = BEGIN;

  private WarmFolds() {
    Random random = new Random(42);
    for (int i = 0; i < BenchFleet.WORKLOADS_PER_POOL; i++) {
      // Workloads go round the pools: these are the first pool's.
      Workload workload = BenchFleet.workload(i * BenchFleet.POOLS);
      workloads.add(workload);
      pages.add(new SyntheticPage(workload.name(), random));
    }
  }

  /// Builds folds with so many seconds of history.
  static WarmFolds of(int seconds) {
    WarmFolds folds = new WarmFolds();
    folds.declare();
    for (int i = 0; i < seconds; i++) {
      folds.second();
    }
    folds.now = folds.now.plusSeconds(10); // the next tick is due to estimate and to solve
    return folds;
  }

  private void declare() {
    for (Device device : BenchFleet.devices().values()) {
      declare(new Declaration.Change.OfDevice(device));
    }
    declare(new Declaration.Change.OfPool(BenchFleet.pool(0)));
    for (Workload workload : workloads) {
      declare(new Declaration.Change.OfWorkload(workload, Optional.empty()));
      PlacementStatus status =
          new PlacementStatus(
              BenchFleet.PLACEMENT, 1, 1, 0, 0, 0, Optional.empty(), Optional.empty());
      plan(
          new PoolEvent.Observation(
              new Observed(
                  workload.name(),
                  workload.pool(),
                  now,
                  Generation.NONE,
                  List.of(status),
                  false,
                  Optional.empty())));
    }
  }

  private void declare(Declaration.Change change) {
    Declaration declaration = new Declaration(1, change);
    estimate(new WorkloadEvent.Declared(declaration));
    plan(new PoolEvent.Declared(declaration));
  }

  private void second() {
    now = now.plusSeconds(1);
    for (SyntheticPage page : pages) {
      estimate(new WorkloadEvent.Measured(page.read(now, false)));
    }
    estimate(new WorkloadEvent.Tick());
    plan(new PoolEvent.Tick());
  }

  private void estimate(WorkloadEvent event) {
    for (EstimateEffect effect : estimates.accept(event, now)) {
      if (effect instanceof EstimateEffect.Estimated(Estimate estimate)) {
        plan(new PoolEvent.Estimated(estimate));
        if (estimate.workload().equals(name())) {
          last = Optional.of(estimate);
        }
      }
    }
  }

  private void plan(PoolEvent event) {
    var _ = plans.accept(event, now);
  }

  String name() {
    return workloads.getFirst().name();
  }

  WorkloadState workload() {
    return estimates.aggregates().values().iterator().next();
  }

  Moment workloadMoment() {
    return new Moment(now, estimates.catalogue());
  }

  WorkloadEvent nextReading() {
    return new WorkloadEvent.Measured(pages.getFirst().read(now, false));
  }

  PoolState pool() {
    return plans.aggregates().values().iterator().next();
  }

  Moment poolMoment() {
    return new Moment(now, plans.catalogue());
  }

  PoolEvent lastEstimate() {
    return new PoolEvent.Estimated(last.orElseThrow());
  }
}
