package io.rheostat.benchmarks.protocol;

import io.rheostat.core.estimate.EstimateEffect;
import io.rheostat.core.estimate.EstimateStage;
import io.rheostat.core.plan.PlanEffect;
import io.rheostat.core.plan.PlanStage;
import io.rheostat.model.command.Command;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.model.log.WorkloadEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One run: the product's folds, desk and admission in a faulty world drawn from a seed, with the
/// invariants checked after every event.
final class Simulation {
  private final World world;
  private final Invariants invariants;
  private final Targets targets;
  private final FleetTopic fleet = new FleetTopic();
  private final OrderedLog<WorkloadEvent> workloadLog = new OrderedLog<>();
  private final OrderedLog<PoolEvent> poolLog = new OrderedLog<>();
  private final Operator operator;
  private final Meters meters;
  private final Coordinator coordinator;
  private final Actuators actuators;

  /// Result of a run.
  ///
  /// @param events number of events
  /// @param violation the broken invariant, if any
  /// @param trace the last events
  record Result(long seed, long events, Optional<String> violation, List<String> trace) {}

  private Simulation(long seed, Variant variant, int traceLines) {
    world = new World(seed, variant, traceLines);
    invariants = new Invariants(world);
    targets = new Targets(world, invariants);
    invariants.watch(targets.all());
    operator = new Operator(world, new Operator.Logs(fleet, workloadLog, poolLog), invariants);
    meters = new Meters(world, targets, workloadLog);
    coordinator = new Coordinator(world, invariants, poolLog);
    actuators = new Actuators(world, coordinator, targets, fleet, poolLog, workloadLog);
  }

  static Result run(long seed, Variant variant, int traceLines) {
    Simulation simulation = new Simulation(seed, variant, traceLines);
    Optional<String> violation = simulation.run();
    return new Result(seed, simulation.world.events(), violation, simulation.world.trace().lines());
  }

  private Optional<String> run() {
    try {
      begin();
      while (world.step(World.FAULTS_MILLIS + World.REST_MILLIS)) {
        invariants.check();
      }
      invariants.atRest();
      return Optional.empty();
    } catch (BrokenInvariant e) {
      return Optional.of("event " + world.events() + ": " + e.getMessage());
    }
  }

  private void begin() {
    operator.begin(targets);
    new StageHost<>(world, "estimate", workloadLog, EstimateStage::new, this::estimated);
    new StageHost<>(world, "plan", poolLog, PlanStage::new, this::planned);
    actuators.begin();
    tick();
    for (Workload workload : operator.workloads()) {
      scrape(workload.name());
    }
    world.scheduler().in(World.FAULTS_MILLIS, meters::clear);
    trouble();
  }

  private void estimated(EstimateEffect effect, Instant now) {
    switch (world.variant().estimated(effect)) {
      case EstimateEffect.Estimated(var estimate) ->
          poolLog.append(new PoolEvent.Estimated(estimate), now);
      case EstimateEffect.Forwarded(var pool, var alert) ->
          poolLog.append(new PoolEvent.Alerted(pool, alert), now);
      case EstimateEffect.Dropped _ -> {}
    }
  }

  private void planned(PlanEffect effect, Instant now) {
    switch (effect) {
      case PlanEffect.Issued(Command command) -> {
        Blindness.check(command, targets, meters);
        coordinator.issue(command, now);
      }
      case PlanEffect.Decided(Decision.Proposal proposal) -> {
        world.note("proposed", proposal.id(), "to", proposal.to());
        operator.asked(proposal);
      }
      case PlanEffect.Decided(var decision) ->
          world.note("decided", decision.workload(), decision.getClass().getSimpleName());
      case PlanEffect.LetGo _ -> {}
    }
  }

  private void tick() {
    Instant now = world.scheduler().clock(0);
    world.send(workloadLog, "ticks of workloads", new WorkloadEvent.Tick(), now);
    world.send(poolLog, "ticks of pools", new PoolEvent.Tick(), now);
    world.scheduler().in(world.every(1_000), this::tick);
  }

  private void scrape(String workload) {
    operator.workloads().stream()
        .filter(declared -> declared.name().equals(workload))
        .forEach(meters::scrape);
    world.scheduler().in(Meters.everyMillis(), () -> scrape(workload));
  }

  /// Injects faults, one after the other.
  private void trouble() {
    if (!world.isFaulty()) {
      return;
    }
    List<Workload> workloads = operator.workloads();
    Workload any = workloads.get(world.chance().below(workloads.size()));
    switch (world.chance().below(10)) {
      case 0, 1 -> meters.shift(any);
      case 2 -> meters.silence(any);
      case 3, 4 -> operator.reload();
      case 5 -> operator.freeze();
      case 6 -> operator.mode();
      case 7 -> operator.alert();
      case 8 -> meddle();
      default -> breakSomething(any);
    }
    world.scheduler().within(1_000, 9_000, this::trouble);
  }

  private void meddle() {
    if (world.chance().below(2) == 0) {
      operator.meddle(targets);
    }
  }

  private void breakSomething(Workload any) {
    if (world.chance().below(2) == 0) {
      actuators.replace();
      return;
    }
    Site site = targets.site(any.name(), any.placements().get(world.chance().below(2)).name());
    world.note("stock-out", any.name(), site.placement().name());
    site.stock(true);
    world.scheduler().within(5_000, 90_000, () -> site.stock(false));
  }
}
