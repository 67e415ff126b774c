package io.rheostat.simulator.loop;

import io.rheostat.core.estimate.EstimateEffect;
import io.rheostat.core.estimate.EstimateStage;
import io.rheostat.core.plan.PlanStage;
import io.rheostat.core.plan.decision.PlanEffect;
import io.rheostat.core.pool.PoolState;
import io.rheostat.core.stage.Catalogue;
import io.rheostat.core.stage.PartitionClock;
import io.rheostat.core.stage.PartitionFold;
import io.rheostat.core.workload.WorkloadState;
import io.rheostat.model.command.Command;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.Order;
import io.rheostat.model.command.Outcome;
import io.rheostat.model.command.PlacementLook;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.signal.Alert;
import io.rheostat.simulator.cluster.ScaleResult;
import io.rheostat.simulator.trouble.ArrivingRecord;
import io.rheostat.simulator.trouble.Interference;
import io.rheostat.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The simulator's host of the folds: one partition of each log, stepped second by second with the
/// world. No Kafka, no clock, no thread; its decisions are the same as those of the same log
/// anywhere.
public final class ClosedLoop {
  private static final Duration TICK = Duration.ofSeconds(1);

  /// Time until the actuator repeats its report without a change.
  private static final Duration REPORT_EVERY = Duration.ofMinutes(1);

  private final World world;
  private final Duration scrapeEvery;
  private final LoopLog log;
  private final Interference trouble;
  private final HostVariant variant;
  private final SimulatedScrape scrape;
  private final DueDeclarations due;
  private PartitionFold<WorkloadState, WorkloadEvent, EstimateEffect> estimates =
      new PartitionFold<>(new EstimateStage(), _ -> true);
  private PartitionFold<PoolState, PoolEvent, PlanEffect> plans =
      new PartitionFold<>(new PlanStage(), _ -> true);
  private final Deque<PoolEvent> pending = new ArrayDeque<>();
  private final List<Command> commands = new ArrayList<>();
  private final Map<String, Observed> reported = new HashMap<>();
  private final List<Command> issued = new ArrayList<>();
  private long revision = 1;
  private Instant newest = Instant.EPOCH;

  /// Creates a loop around a world; it declares the world's fleet as revision 1.
  ///
  /// @param scrapeEvery time between two scrapes of a replica, whole seconds
  public ClosedLoop(World world, Duration scrapeEvery, LoopLog log) {
    this(world, scrapeEvery, log, Interference.NONE, HostVariant.SOUND);
  }

  /// Creates the same with trouble between the world and the folds.
  ///
  /// @param variant change of the host; [HostVariant#SOUND] for the host as it is
  public ClosedLoop(
      World world, Duration scrapeEvery, LoopLog log, Interference trouble, HostVariant variant) {
    this(world, scrapeEvery, log, trouble, variant, new TreeMap<>());
  }

  /// Creates a loop of a service that has been at work before the world's start.
  ///
  /// @param variant change of the host; [HostVariant#SOUND] for the host as it is
  /// @param known states of its workloads at that time: what they learned is kept, and what was
  ///     measured last is not
  public static ClosedLoop resumed(
      World world,
      Duration scrapeEvery,
      LoopLog log,
      HostVariant variant,
      SortedMap<String, WorkloadState> known) {
    return new ClosedLoop(world, scrapeEvery, log, Interference.NONE, variant, known);
  }

  private ClosedLoop(
      World world,
      Duration scrapeEvery,
      LoopLog log,
      Interference trouble,
      HostVariant variant,
      SortedMap<String, WorkloadState> known) {
    this.world = world;
    this.scrapeEvery = scrapeEvery;
    this.log = log;
    this.trouble = trouble;
    this.variant = variant;
    scrape = new SimulatedScrape(world);
    due = new DueDeclarations(world.scenario());
    EstimateStage stage = new EstimateStage();
    SortedMap<String, WorkloadState> begun = new TreeMap<>();
    known.forEach(
        (name, state) -> begun.put(name, stage.turnedBack(state, world.now(), world.now())));
    estimates.restore(PartitionClock.NEVER, Catalogue.EMPTY, begun);
    due.take(world.now()).forEach(this::declare);
  }

  private void declare(Declaration.Change change) {
    append(new WorkloadEvent.Declared(new Declaration(revision, change)), world.now());
    append(new PoolEvent.Declared(new Declaration(revision, variant.declared(change))));
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
    trouble.act(world);
    if (!trouble.runs(next)) {
      return;
    }
    if (trouble.restarts(next)) {
      restart();
    }
    List<Declaration.Change> declared = new ArrayList<>(trouble.declares(world));
    declared.addAll(due.take(next));
    if (!declared.isEmpty()) {
      revision++;
      declared.forEach(this::declare);
    }
    long second = next.getEpochSecond();
    boolean isScraped = second % Math.max(1, scrapeEvery.toSeconds()) == 0;
    for (ArrivingRecord one : trouble.metrics(isScraped ? scrape.at(next) : List.of(), next)) {
      append(one.event(), one.receivedAt());
    }
    append(new WorkloadEvent.Tick(), next);
    observe();
    append(new PoolEvent.Tick());
    carryOut();
  }

  /// Starts both stages from the bytes of their state, as a new process does.
  private void restart() {
    var estimated = new PartitionFold<>(new EstimateStage(), _ -> true);
    var planned = new PartitionFold<>(new PlanStage(), _ -> true);
    if (variant.keepsState()) {
      RestoredState.copy(new EstimateStage(), estimates, estimated);
      RestoredState.copy(new PlanStage(), plans, planned);
    }
    estimates = estimated;
    plans = planned;
    reported.clear();
  }

  private void observe() {
    for (String workload : due.workloads()) {
      trouble.observed(world.observed(workload), world.now()).ifPresent(this::report);
    }
  }

  private void report(Observed now) {
    Observed before = reported.get(now.workload());
    boolean same =
        before != null
            && before.generation().equals(now.generation())
            && before.placements().equals(now.placements())
            && before.complete() == now.complete()
            && before.otherWriter().equals(now.otherWriter())
            && unanswered(before).equals(unanswered(now))
            && before.at().plus(REPORT_EVERY).isAfter(now.at());
    if (!same) {
      reported.put(now.workload(), now);
      append(new WorkloadEvent.Observation(now), world.now());
      append(new PoolEvent.Observation(now));
    }
  }

  private static List<String> unanswered(Observed report) {
    return report.looks().stream()
        .filter(look -> look.unknown().isPresent())
        .map(PlacementLook::placement)
        .toList();
  }

  private void carryOut() {
    List<Command> due = List.copyOf(commands);
    commands.clear();
    for (Command command : due) {
      Outcome.Result result = Outcome.Result.APPLIED;
      String detail = "";
      if (world.now().isAfter(command.expiresAt())) {
        result = Outcome.Result.EXPIRED;
        detail = "its time had run out";
      } else {
        for (Order order : command.orders()) {
          Optional<String> refused = refused(command, order);
          result = refused.isPresent() ? Outcome.Result.FAILED : result;
          detail = refused.orElse(detail);
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

  /// Carries out one order.
  ///
  /// @return reason of its target's refusal; empty when accepted
  private Optional<String> refused(Command command, Order order) {
    Optional<String> inTheWay = trouble.refusal(command.workload(), order.placement(), world.now());
    if (inTheWay.isPresent()) {
      return inTheWay;
    }
    ScaleResult answer =
        world.scale(command.workload(), order.placement(), order.replicas(), command.generation());
    return answer instanceof ScaleResult.Refused(String reason)
        ? Optional.of(reason)
        : Optional.empty();
  }

  private void append(WorkloadEvent event, Instant receivedAt) {
    if (!variant.takes(newest, receivedAt)) {
      return;
    }
    newest = receivedAt.isAfter(newest) ? receivedAt : newest;
    log.appended(event, receivedAt);
    for (EstimateEffect effect : estimates.accept(event, receivedAt)) {
      switch (effect) {
        case EstimateEffect.Estimated(var estimate) -> {
          due.see(estimate);
          append(new PoolEvent.Estimated(variant.estimated(estimate)));
        }
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
      plans.accept(next, world.now()).forEach(this::apply);
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
    append(new WorkloadEvent.Alerted(alert), world.now());
  }

  /// Returns every command so far, in order.
  public List<Command> commands() {
    return List.copyOf(issued);
  }

  /// Returns the estimate stage's fold.
  public PartitionFold<WorkloadState, WorkloadEvent, EstimateEffect> estimates() {
    return estimates;
  }

  /// Returns the plan stage's fold.
  public PartitionFold<PoolState, PoolEvent, PlanEffect> plans() {
    return plans;
  }
}
