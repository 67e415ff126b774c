package io.rheostat.simulator.world;

import io.rheostat.model.Require;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import io.rheostat.simulator.chance.Chance;
import io.rheostat.simulator.cluster.Cluster;
import io.rheostat.simulator.cluster.ReplicaLife;
import io.rheostat.simulator.cluster.ScaleResult;
import io.rheostat.simulator.engine.InferenceReplica;
import io.rheostat.simulator.engine.InferenceService;
import io.rheostat.simulator.engine.ReplicaView;
import io.rheostat.simulator.engine.ServiceCount;
import io.rheostat.simulator.page.ReplicaPage;
import io.rheostat.simulator.policy.ServiceView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A simulated cluster: traffic, engines, training jobs, devices and their cost.
///
/// A deterministic function of scenario, seed and the timed sequence of [#scale] calls: the
/// division of the time in between into [#advanceTo] calls changes nothing, and [#resume] gets the
/// same world from the journal. It reads no clock. Replicas of one workload meet at its arrivals
/// only, so between those each runs through its iterations alone; every externally visible event
/// (an arrival, a start-up, a drained replica, a training step, the end of a stock-out) takes place
/// in one order. At one moment replicas get ready first, then engines run and take arrivals, then
/// training steps end, by workload name. Not safe for use by several threads.
public final class World {
  private final Scenario scenario;
  private final Cluster cluster;
  private final RunningWorkloads workloads;
  private final List<JournalEntry> journal = new ArrayList<>();
  private long now;

  /// Creates a world at its start, with the scenario's initial allocations ready.
  public World(Scenario scenario, long seed) {
    this.scenario = scenario;
    this.cluster =
        new Cluster(
            scenario.fleet(),
            scenario.start(),
            scenario.stockOuts(),
            Chance.seed(seed, "start-up"));
    workloads = new RunningWorkloads(scenario, cluster, seed);
    scenario
        .initial()
        .forEach(
            (workload, allocation) ->
                allocation
                    .parts()
                    .forEach(part -> cluster.place(workload, part.placement(), part.replicas())));
    advance(0);
  }

  /// Returns a world after `entries` until `until`.
  public static World resume(
      Scenario scenario, long seed, List<JournalEntry> entries, Instant until) {
    World world = new World(scenario, seed);
    for (JournalEntry entry : entries) {
      if (entry.at().isAfter(until)) {
        break;
      }
      world.advanceTo(entry.at());
      world.scale(entry.workload(), entry.placement(), entry.replicas(), entry.generation());
    }
    world.advanceTo(until);
    return world;
  }

  /// Returns the scenario of the world.
  public Scenario scenario() {
    return scenario;
  }

  /// Returns the current time of the world.
  public Instant now() {
    return scenario.start().plusNanos(now);
  }

  /// Lets time pass.
  ///
  /// @throws IllegalArgumentException when `until` lies before [#now]
  public void advanceTo(Instant until) {
    long target = Duration.between(scenario.start(), until).toNanos();
    if (target < now) {
      throw new IllegalArgumentException(
          "until is " + until + ", before " + now() + ". Time cannot go back.");
    }
    advance(target);
  }

  /// Sets the desired replicas of one target, at [#now], under its generation fence.
  ///
  /// @param replicas 0 or more
  /// @return refused for an older generation, and for an undeclared target
  public ScaleResult scale(String workload, String placement, int replicas, Generation generation) {
    Require.atLeast("replicas", 0, replicas);
    Cluster.Order order = new Cluster.Order(placement, replicas, generation);
    ScaleResult result = cluster.scale(workload, order, workloads::load, now);
    if (result instanceof ScaleResult.Accepted(boolean changed)) {
      journal.add(new JournalEntry(now(), workload, placement, replicas, generation));
      if (changed) {
        workloads.settle(workload, now);
      }
    }
    return result;
  }

  /// Replaces a workload's oldest ready replica by a new one, once the new one is ready; does
  /// nothing while an earlier replacement waits for readiness. Not in the journal.
  public void replaceOldest(String workload) {
    cluster.replaceOldest(workload, now);
    workloads.settle(workload, now);
  }

  /// Returns every accepted call of [#scale], in order.
  public List<JournalEntry> journal() {
    return List.copyOf(journal);
  }

  /// Returns the number of observable changes beyond the first of one generation at one target.
  public int appliedTwice() {
    return cluster.appliedTwice();
  }

  /// Returns the true state of a workload.
  public Observed observed(String workload) {
    Workload declared = scenario.workload(workload);
    List<PlacementStatus> statuses = new ArrayList<>();
    for (Placement placement : declared.placements()) {
      statuses.add(cluster.holding(workload, placement.name(), now).status());
    }
    boolean complete =
        workloads.of(workload) instanceof RunningWorkload.Job(var job, _) && job.complete();
    return new Observed(
        workload,
        declared.pool(),
        now(),
        cluster.generation(workload),
        statuses,
        complete,
        Optional.empty());
  }

  /// Returns the page of every ready or draining replica, by workload, placement and age. A
  /// training job's own signals are on the page of its first worker.
  public List<ReplicaPage> pages() {
    List<ReplicaPage> pages = new ArrayList<>();
    for (Workload workload : scenario.fleet().workloads().values()) {
      Pages.add(scenario, workload, workloads.of(workload.name()), cluster, now, pages);
    }
    return pages;
  }

  /// Returns the metrics of an inference workload.
  ///
  /// @throws IllegalArgumentException for any other workload
  public ServiceView view(String workload) {
    if (!(workloads.of(workload) instanceof RunningWorkload.Service(var service, var engines))) {
      throw new IllegalArgumentException(workload + " is no inference workload.");
    }
    ServiceCount count = service.count(now);
    List<ReplicaView> replicas = new ArrayList<>();
    for (ReplicaLife unit : cluster.units(workload)) {
      InferenceReplica engine = engines.get(unit.name());
      if (engine != null) {
        replicas.add(engine.view(unit.placement().name()));
      }
    }
    return new ServiceView(now(), count.arrived(), count.gateway(), replicas);
  }

  /// Counts an inference workload's requests by state; empty for any other workload.
  public Optional<ServiceCount> requests(String workload) {
    return workloads.of(workload) instanceof RunningWorkload.Service(var service, _)
        ? Optional.of(service.count(now))
        : Optional.empty();
  }

  /// Returns the latencies of an inference workload's finished requests; empty for any other
  /// workload.
  public Optional<InferenceService.Latencies> latencies(String workload) {
    return workloads.of(workload) instanceof RunningWorkload.Service(var service, _)
        ? Optional.of(service.latencies())
        : Optional.empty();
  }

  /// Returns the moment at which a training job's work was done; empty before, and for any other
  /// workload.
  public Optional<Instant> completedAt(String workload) {
    if (!(workloads.of(workload) instanceof RunningWorkload.Job(var job, _))) {
      return Optional.empty();
    }
    OptionalLong at = job.completedAt();
    return at.isPresent()
        ? Optional.of(scenario.start().plusNanos(at.getAsLong()))
        : Optional.empty();
  }

  /// Returns the restarts of a training job so far; 0 for any other workload.
  public int restarts(String workload) {
    return workloads.of(workload) instanceof RunningWorkload.Job(var job, _) ? job.restarts() : 0;
  }

  /// Returns the score so far.
  public Score score() {
    return Scoring.of(scenario, workloads, cluster, now);
  }

  private void advance(long target) {
    for (long next = nextEvent(); next <= target; next = nextEvent()) {
      now = StrictMath.max(now, next);
      step();
    }
    now = target;
    workloads.advanceServices(now);
  }

  private long nextEvent() {
    return StrictMath.min(cluster.nextEvent(now), workloads.nextEvent());
  }

  private void step() {
    if (cluster.nextEvent(now - 1) <= now) {
      for (ReplicaLife unit : cluster.advance(now)) {
        workloads.ready(unit, now);
      }
    }
    workloads.step(now);
  }
}
