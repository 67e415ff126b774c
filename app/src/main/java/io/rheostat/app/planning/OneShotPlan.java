package io.rheostat.app.planning;

import io.rheostat.core.estimate.EstimateEffect;
import io.rheostat.core.estimate.EstimateStage;
import io.rheostat.core.plan.PlanStage;
import io.rheostat.core.plan.decision.PlanEffect;
import io.rheostat.core.pool.PoolState;
import io.rheostat.core.stage.PartitionFold;
import io.rheostat.core.workload.WorkloadState;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.Evidence;
import io.rheostat.model.decision.Option;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Mode;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.resource.Placement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// One-shot plan: the choice of the same folds for a fleet without running replicas, from declared
/// demand and profiles alone.
public final class OneShotPlan {
  private final PartitionFold<WorkloadState, WorkloadEvent, EstimateEffect> estimates =
      new PartitionFold<>(new EstimateStage(), _ -> true);
  private final PartitionFold<PoolState, PoolEvent, PlanEffect> plans =
      new PartitionFold<>(new PlanStage(), _ -> true);
  private final TreeMap<String, Decision> decisions = new TreeMap<>();

  private OneShotPlan() {}

  /// Computes the plan, by workload name.
  public static List<PlannedWorkload> of(Fleet fleet) {
    OneShotPlan plan = new OneShotPlan();
    plan.run(fleet, Instant.now());
    List<PlannedWorkload> planned = new ArrayList<>();
    for (Workload workload : fleet.workloads().values()) {
      Decision decision = plan.decisions.get(workload.name());
      planned.add(
          decision == null
              ? new PlannedWorkload(
                  workload, Optional.empty(), List.of(), List.of(), Optional.empty())
              : new PlannedWorkload(
                  workload,
                  decision.rationale().chosen(),
                  within(fleet, workload, decision.rationale().losing()),
                  decision.rationale().refusals(),
                  decision.rationale().evidence().flatMap(Evidence::prices)));
    }
    return planned;
  }

  /// Returns the options that the pool's devices allow: others are no alternative.
  private static List<Option> within(Fleet fleet, Workload workload, List<Option> options) {
    Pool pool = fleet.pools().get(workload.pool());
    if (pool == null) {
      return options;
    }
    return options.stream()
        .filter(
            option ->
                pool.devices().keySet().stream()
                    .allMatch(device -> devices(workload, option, device) <= pool.count(device)))
        .toList();
  }

  private static int devices(Workload workload, Option option, String device) {
    int sum = 0;
    for (Placement placement : workload.placements()) {
      if (placement.device().equals(device)) {
        sum += placement.devicesPerReplica() * option.allocation().replicas(placement.name());
      }
    }
    return sum;
  }

  private void run(Fleet fleet, Instant now) {
    Declaration.Change.allOf(fleet).forEach(change -> declare(acting(change), now));
    for (Workload workload : fleet.workloads().values()) {
      plan(new PoolEvent.Observation(nothingRuns(workload, now)), now);
    }
    Instant later = now.plus(Duration.ofSeconds(10));
    for (EstimateEffect effect : estimates.accept(new WorkloadEvent.Tick(), later)) {
      if (effect instanceof EstimateEffect.Estimated(var estimate)) {
        plan(new PoolEvent.Estimated(estimate), later);
      }
    }
    decisions.clear();
    plan(new PoolEvent.Tick(), later.plus(Duration.ofMinutes(2)));
  }

  /// Returns a workload's declaration in mode `act`: the choice does not depend on the mode.
  private static Declaration.Change acting(Declaration.Change change) {
    return change instanceof Declaration.Change.OfWorkload(Workload workload, var movedFrom)
        ? new Declaration.Change.OfWorkload(workload.with(Mode.ACT), movedFrom)
        : change;
  }

  private void declare(Declaration.Change change, Instant now) {
    Declaration declaration = new Declaration(1, change);
    estimates.accept(new WorkloadEvent.Declared(declaration), now);
    plan(new PoolEvent.Declared(declaration), now);
  }

  private void plan(PoolEvent event, Instant now) {
    for (PlanEffect effect : plans.accept(event, now)) {
      if (effect instanceof PlanEffect.Decided(Decision decision)) {
        decisions.put(decision.workload(), decision);
      }
    }
  }

  private static Observed nothingRuns(Workload workload, Instant now) {
    List<PlacementStatus> statuses =
        workload.placements().stream()
            .map(
                placement ->
                    new PlacementStatus(
                        placement.name(), 0, 0, 0, 0, 0, Optional.empty(), Optional.empty()))
            .toList();
    return new Observed(
        workload.name(), workload.pool(), now, Generation.NONE, statuses, false, Optional.empty());
  }
}
