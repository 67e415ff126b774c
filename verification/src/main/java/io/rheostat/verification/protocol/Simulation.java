package io.rheostat.verification.protocol;

import io.rheostat.core.estimate.EstimateEffect;
import io.rheostat.core.estimate.EstimateStage;
import io.rheostat.core.plan.PlanStage;
import io.rheostat.core.plan.decision.PlanEffect;
import io.rheostat.model.command.Command;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.verification.protocol.actor.Actuators;
import io.rheostat.verification.protocol.actor.Coordinator;
import io.rheostat.verification.protocol.actor.FleetTopic;
import io.rheostat.verification.protocol.actor.MetricFeed;
import io.rheostat.verification.protocol.actor.SimulatedOperator;
import io.rheostat.verification.protocol.actor.StageHost;
import io.rheostat.verification.protocol.actor.Targets;
import io.rheostat.verification.protocol.invariant.BrokenInvariant;
import io.rheostat.verification.protocol.invariant.Invariants;
import io.rheostat.verification.protocol.world.OrderedLog;
import io.rheostat.verification.protocol.world.ProtocolVariant;
import io.rheostat.verification.protocol.world.ProtocolWorld;
import io.rheostat.verification.protocol.world.TargetSite;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One run: the product's folds, desk and admission in a faulty world drawn from a seed, with the
/// invariants checked after every event.
final class Simulation {
  private final ProtocolWorld world;
  private final Invariants invariants;
  private final Targets targets;
  private final FleetTopic fleet = new FleetTopic();
  private final OrderedLog<WorkloadEvent> workloadLog = new OrderedLog<>();
  private final OrderedLog<PoolEvent> poolLog = new OrderedLog<>();
  private final SimulatedOperator operator;
  private final MetricFeed meters;
  private final Coordinator coordinator;
  private final Actuators actuators;

  /// Result of a run.
  ///
  /// @param events number of events
  /// @param violation the broken invariant, if any
  /// @param trace the last events
  record Result(long seed, long events, Optional<String> violation, List<String> trace) {}

  private Simulation(long seed, ProtocolVariant variant, int traceLines) {
    world = new ProtocolWorld(seed, variant, traceLines);
    invariants = new Invariants(world);
    targets = new Targets(world, invariants);
    invariants.watch(targets.all());
    operator =
        new SimulatedOperator(
            world, new SimulatedOperator.Logs(fleet, workloadLog, poolLog), invariants);
    meters = new MetricFeed(world, targets, workloadLog);
    coordinator = new Coordinator(world, invariants, poolLog);
    actuators = new Actuators(world, coordinator, targets, fleet, poolLog, workloadLog);
  }

  static Result run(long seed, ProtocolVariant variant, int traceLines) {
    Simulation simulation = new Simulation(seed, variant, traceLines);
    Optional<String> violation = simulation.run();
    return new Result(seed, simulation.world.events(), violation, simulation.world.trace().lines());
  }

  private Optional<String> run() {
    try {
      begin();
      while (world.step(ProtocolWorld.FAULTS_MILLIS + ProtocolWorld.REST_MILLIS)) {
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
    world.scheduler().in(ProtocolWorld.FAULTS_MILLIS, meters::clear);
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
    world.scheduler().in(MetricFeed.everyMillis(), () -> scrape(workload));
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
    TargetSite site =
        targets.site(any.name(), any.placements().get(world.chance().below(2)).name());
    world.note("stock-out", any.name(), site.placement().name());
    site.stock(true);
    world.scheduler().within(5_000, 90_000, () -> site.stock(false));
  }
}
