package io.rheostat.simulator.loop;

import io.rheostat.core.estimate.EstimateEffect;
import io.rheostat.core.estimate.EstimateStage;
import io.rheostat.core.estimate.WorkloadState;
import io.rheostat.core.plan.PlanEffect;
import io.rheostat.core.plan.PlanStage;
import io.rheostat.core.plan.PoolState;
import io.rheostat.core.stage.Ledger;
import io.rheostat.core.stage.PartitionFold;
import io.rheostat.model.command.Command;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.Order;
import io.rheostat.model.command.Outcome;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.signal.Alert;
import io.rheostat.model.signal.ReplicaGone;
import io.rheostat.simulator.cluster.ScaleResult;
import io.rheostat.simulator.page.ReplicaPage;
import io.rheostat.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The simulator's host of the folds: one partition of each log, stepped second by second with the
/// world. No Kafka, no clock, no thread; what it decides is what the same log decides anywhere.
public final class ClosedLoop {
  private static final Duration TICK = Duration.ofSeconds(1);

  private final World world;
  private final Duration scrapeEvery;
  private final LoopLog log;
  private final PartitionFold<WorkloadState, WorkloadEvent, EstimateEffect> estimates =
      new PartitionFold<>(new EstimateStage(), _ -> true);
  private final PartitionFold<PoolState, PoolEvent, PlanEffect> plans =
      new PartitionFold<>(new PlanStage(), _ -> true);
  private final Deque<PoolEvent> pending = new ArrayDeque<>();
  private final List<Command> commands = new ArrayList<>();
  private final Map<String, Observed> reported = new HashMap<>();
  private Set<String> known = new HashSet<>();
  private final List<Command> issued = new ArrayList<>();

  /// A loop around a world; it declares the world's fleet as revision 1.
  ///
  /// @param scrapeEvery time between two scrapes of a replica, whole seconds
  public ClosedLoop(World world, Duration scrapeEvery, LoopLog log) {
    this.world = world;
    this.scrapeEvery = scrapeEvery;
    this.log = log;
    Fleet fleet = world.scenario().fleet();
    fleet.devices().values().forEach(d -> declare(new Declaration.Change.OfDevice(d)));
    fleet.pools().values().forEach(p -> declare(new Declaration.Change.OfPool(p)));
    fleet
        .workloads()
        .values()
        .forEach(w -> declare(new Declaration.Change.OfWorkload(w, Optional.empty())));
  }

  private void declare(Declaration.Change change) {
    Declaration declaration = new Declaration(1, change);
    append(new WorkloadEvent.Declared(declaration));
    append(new PoolEvent.Declared(declaration));
  }

  /// Runs until a moment of the world.
  public void runUntil(Instant until) {
    while (world.now().isBefore(until)) {
      second();
    }
  }

  private void second() {
    Instant next = world.now().plus(TICK);
    world.advanceTo(next);
    long second = next.getEpochSecond();
    if (second % Math.max(1, scrapeEvery.toSeconds()) == 0) {
      scrape(next);
    }
    append(new WorkloadEvent.Tick());
    observe();
    append(new PoolEvent.Tick());
    carryOut();
  }

  private void scrape(Instant at) {
    Set<String> seen = new HashSet<>();
    for (ReplicaPage page : world.pages()) {
      seen.add(page.workload() + "\u0000" + page.replica());
      append(new WorkloadEvent.Measured(page.reading(at)));
    }
    known.stream()
        .filter(name -> !seen.contains(name))
        .sorted()
        .forEach(
            name -> {
              int split = name.indexOf('\u0000');
              append(
                  new WorkloadEvent.Left(
                      new ReplicaGone(name.substring(0, split), name.substring(split + 1))));
            });
    known = seen;
  }

  private void observe() {
    for (String workload : world.scenario().fleet().workloads().keySet()) {
      Observed now = world.observed(workload);
      Observed before = reported.get(workload);
      boolean same =
          before != null
              && before.generation().equals(now.generation())
              && before.placements().equals(now.placements())
              && before.complete() == now.complete();
      if (!same) {
        reported.put(workload, now);
        append(new PoolEvent.Observation(now));
      }
    }
  }

  private void carryOut() {
    List<Command> due = List.copyOf(commands);
    commands.clear();
    for (Command command : due) {
      Outcome.Result result = Outcome.Result.APPLIED;
      String detail = "";
      for (Order order : command.orders()) {
        ScaleResult answer =
            world.scale(
                command.workload(), order.placement(), order.replicas(), command.generation());
        if (answer instanceof ScaleResult.Refused(String reason)) {
          result = Outcome.Result.FAILED;
          detail = reason;
        }
      }
      append(
          new PoolEvent.Concluded(
              new Outcome(
                  command.workload(),
                  command.pool(),
                  command.generation(),
                  result,
                  detail,
                  world.now())));
    }
  }

  private void append(WorkloadEvent event) {
    log.appended(event, world.now());
    List<EstimateEffect> effects = new ArrayList<>();
    estimates.accept(event, world.now(), new Collecting<>(effects));
    for (EstimateEffect effect : effects) {
      switch (effect) {
        case EstimateEffect.Estimated(var estimate) -> append(new PoolEvent.Estimated(estimate));
        case EstimateEffect.Forwarded(var pool, var alert) ->
            append(new PoolEvent.Alerted(pool, alert));
        case EstimateEffect.Dropped _ -> {}
      }
    }
  }

  private void append(PoolEvent event) {
    pending.add(event);
    for (PoolEvent next = pending.poll(); next != null; next = pending.poll()) {
      log.appended(next, world.now());
      List<PlanEffect> effects = new ArrayList<>();
      plans.accept(next, world.now(), new Collecting<>(effects));
      effects.forEach(this::apply);
    }
  }

  private void apply(PlanEffect effect) {
    switch (effect) {
      case PlanEffect.Decided decided -> log.effect(decided);
      case PlanEffect.Issued issuedCommand -> {
        commands.add(issuedCommand.command());
        issued.add(issuedCommand.command());
        log.effect(issuedCommand);
      }
      case PlanEffect.LetGo(var released) -> pending.add(new PoolEvent.HandedOver(released));
    }
  }

  /// Takes an alert, at the world's time.
  public void alert(Alert alert) {
    append(new WorkloadEvent.Alerted(alert));
  }

  /// Every command so far, in order.
  public List<Command> commands() {
    return List.copyOf(issued);
  }

  /// The estimate stage's fold.
  public PartitionFold<WorkloadState, WorkloadEvent, EstimateEffect> estimates() {
    return estimates;
  }

  /// The plan stage's fold.
  public PartitionFold<PoolState, PoolEvent, PlanEffect> plans() {
    return plans;
  }

  /// Keeps the effects of a step.
  private record Collecting<S, X>(List<X> effects) implements Ledger<S, X> {
    @Override
    public void failed(String key, RuntimeException bug) {
      throw bug;
    }

    @Override
    public boolean applied(String key) {
      return false;
    }

    @Override
    public void stepped(String key, S before, S after, List<X> stepEffects) {
      effects.addAll(stepEffects);
    }
  }
}
