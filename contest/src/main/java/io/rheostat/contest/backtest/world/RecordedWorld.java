package io.rheostat.contest.backtest.world;

import static java.util.Objects.requireNonNull;

import io.rheostat.contest.history.FleetHistory;
import io.rheostat.contest.history.JobHistory;
import io.rheostat.contest.history.ServiceHistory;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.StepProfile;
import io.rheostat.simulator.trace.Request;
import io.rheostat.simulator.training.TrainingTruth;
import io.rheostat.simulator.world.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Simulated worlds in which a recorded section happens again: its requests, the learned speed of
/// engines, calibrated by their latencies, and of steps, the observed start-up times, and the
/// replicas it began with.
///
/// The seed draws all that a log does not tell: the arrivals within ten seconds, each request's
/// length, and the noise of engines and start-ups.
public final class RecordedWorld {
  private final FleetHistory history;
  private final SortedMap<String, RecreatedTraffic> traffic;
  private final SortedMap<String, SortedMap<String, EngineProfile>> speeds;

  private RecordedWorld(
      FleetHistory history,
      SortedMap<String, RecreatedTraffic> traffic,
      SortedMap<String, SortedMap<String, EngineProfile>> speeds) {
    this.history = history;
    this.traffic = traffic;
    this.speeds = speeds;
  }

  /// Returns the worlds of a history, its engines calibrated: that takes simulations of some
  /// 100,000 requests of each service, on all cores.
  public static RecordedWorld calibrated(FleetHistory history) {
    SortedMap<String, RecreatedTraffic> traffic = new TreeMap<>();
    SortedMap<String, SortedMap<String, EngineProfile>> learned = new TreeMap<>();
    history
        .services()
        .forEach(
            (name, one) -> {
              traffic.put(name, new RecreatedTraffic(one.traffic()));
              learned.put(name, one.engines());
            });
    RecordedWorld before = new RecordedWorld(history, traffic, learned);
    return new RecordedWorld(
        history,
        traffic,
        history.services().values().parallelStream()
            .collect(
                Collectors.toMap(
                    one -> one.workload().name(),
                    before::calibrated,
                    (one, _) -> one,
                    TreeMap::new)));
  }

  private SortedMap<String, EngineProfile> calibrated(ServiceHistory service) {
    Scenario learned = scenario(history.fleet(), List.of(service.workload().name()), 0);
    return EngineCalibration.of(history, service, learned);
  }

  /// Returns the world of a fleet.
  public Scenario scenario(Fleet fleet, long seed) {
    return scenario(fleet, List.copyOf(fleet.workloads().keySet()), seed);
  }

  /// Returns the world of some workloads of a fleet alone.
  public Scenario scenario(Fleet fleet, List<String> names, long seed) {
    SortedMap<String, Workload> workloads = new TreeMap<>();
    SortedMap<String, Iterable<Request>> traces = new TreeMap<>();
    SortedMap<String, SortedMap<String, EngineProfile>> engines = new TreeMap<>();
    SortedMap<String, SortedMap<String, StepProfile>> steps = new TreeMap<>();
    SortedMap<String, TrainingTruth> training = new TreeMap<>();
    SortedMap<String, Allocation> initial = new TreeMap<>();
    for (String name : names) {
      Workload declared = requireNonNull(fleet.workloads().get(name));
      ServiceHistory service = history.services().get(name);
      JobHistory job = history.jobs().get(name);
      if (service != null) {
        workloads.put(name, placed(declared, service.engines(), service.replicas().startups()));
        traces.put(name, requireNonNull(traffic.get(name)).requests(seed));
        engines.put(name, requireNonNull(speeds.get(name)));
        initial.put(name, service.replicas().initial());
      } else if (job != null) {
        workloads.put(name, rest(placed(declared, job.steps(), job.replicas().startups()), job));
        steps.put(name, job.steps());
        training.put(name, job.truth());
        if (job.truth().submittedAfter().isZero()) {
          initial.put(name, job.replicas().initial());
        }
      }
    }
    initial.replaceAll(
        (name, allocation) -> kept(allocation, requireNonNull(workloads.get(name)), fleet));
    return new Scenario(
        fleet.withWorkloads(workloads),
        history.from(),
        traces,
        engines,
        steps,
        training,
        initial,
        List.of());
  }

  /// Returns a world in which replicas are ready as soon as they are ordered.
  public static Scenario readyAtOnce(Scenario scenario) {
    SortedMap<String, Workload> workloads = new TreeMap<>();
    scenario
        .fleet()
        .workloads()
        .forEach(
            (name, one) ->
                workloads.put(
                    name,
                    one.with(
                        one.placements().stream()
                            .map(placement -> placement.withStartup(Duration.ZERO))
                            .toList(),
                        one.bounds())));
    return scenario.with(scenario.fleet().withWorkloads(workloads));
  }

  /// Returns a workload on those of its placements whose speed is known, with observed start-up
  /// times.
  private static Workload placed(
      Workload workload, SortedMap<String, ?> speeds, SortedMap<String, Duration> startups) {
    List<Placement> placements = new ArrayList<>();
    for (Placement one : workload.placements()) {
      if (speeds.containsKey(one.name())) {
        placements.add(one.withStartup(startups.getOrDefault(one.name(), one.startup())));
      }
    }
    return workload.with(placements, workload.bounds());
  }

  /// Returns a job with the work that was left at the start of the section.
  private static Workload rest(Workload workload, JobHistory job) {
    double left = job.objective().samples() - job.progressBefore();
    return workload.with(job.objective().withSamples(left));
  }

  /// Returns the replicas of an allocation that the pool of a fleet has devices for, on placements
  /// that are still there: others would wait for ever.
  private static Allocation kept(Allocation allocation, Workload workload, Fleet fleet) {
    Pool pool = requireNonNull(fleet.pools().get(workload.pool()));
    List<Allocation.Part> parts = new ArrayList<>();
    for (Placement placement : workload.placements()) {
      int most = pool.count(placement.device()) / placement.devicesPerReplica();
      int replicas = Math.min(most, allocation.replicas(placement.name()));
      parts.add(new Allocation.Part(placement.name(), replicas));
    }
    return new Allocation(parts);
  }
}
