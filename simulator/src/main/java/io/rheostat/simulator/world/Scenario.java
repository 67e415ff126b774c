package io.rheostat.simulator.world;

import io.rheostat.model.Require;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.StepProfile;
import io.rheostat.simulator.cluster.StockOut;
import io.rheostat.simulator.jobs.TabledTruth;
import io.rheostat.simulator.trace.Request;
import io.rheostat.simulator.training.TrainingTruth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// All inputs of a world's course except the seed and outside changes.
///
/// @param fleet declared fleet; the objectives' limits judge requests
/// @param start the world's first moment, and the start of all traces
/// @param traces requests by inference workload, in order of arrival, the same by each iterator;
///     none means no traffic. What is no list may be drawn while it is read
/// @param engines true speed by inference workload and placement; every placement has one
/// @param steps true step time by training workload and placement; every placement has one
/// @param training further behaviour of training jobs; [TrainingTruth#DEFAULT] where not given
/// @param tabled training jobs with tables instead of the two above, each declared when it is
///     submitted
/// @param initial ready replicas of workloads at the start; none where not given
/// @param stockOuts times without further devices
public record Scenario(
    Fleet fleet,
    Instant start,
    SortedMap<String, ? extends Iterable<Request>> traces,
    SortedMap<String, SortedMap<String, EngineProfile>> engines,
    SortedMap<String, SortedMap<String, StepProfile>> steps,
    SortedMap<String, TrainingTruth> training,
    SortedMap<String, TabledTruth> tabled,
    SortedMap<String, Allocation> initial,
    List<StockOut> stockOuts) {
  public Scenario {
    SortedMap<String, Iterable<Request>> copied = new TreeMap<>();
    traces.forEach((name, requests) -> copied.put(name, ordered(name, requests)));
    traces = Require.sortedCopy(copied);
    engines = Require.sortedCopy(engines);
    steps = Require.sortedCopy(steps);
    training = Require.sortedCopy(training);
    tabled = Require.sortedCopy(tabled);
    initial = Require.sortedCopy(initial);
    stockOuts = List.copyOf(stockOuts);
    for (String name : traces.keySet()) {
      known("traces", name, fleet);
    }
    for (String name : initial.keySet()) {
      known("initial", name, fleet);
    }
    for (Workload workload : fleet.workloads().values()) {
      switch (workload.objective()) {
        case Objective.Inference _ -> complete("engines", workload, engines.get(workload.name()));
        case Objective.Training _ -> {
          if (!tabled.containsKey(workload.name())) {
            complete("steps", workload, steps.get(workload.name()));
          }
        }
        case Objective.Profiled _ -> {}
      }
    }
  }

  /// Creates a scenario without tabled jobs.
  public Scenario(
      Fleet fleet,
      Instant start,
      SortedMap<String, ? extends Iterable<Request>> traces,
      SortedMap<String, SortedMap<String, EngineProfile>> engines,
      SortedMap<String, SortedMap<String, StepProfile>> steps,
      SortedMap<String, TrainingTruth> training,
      SortedMap<String, Allocation> initial,
      List<StockOut> stockOuts) {
    this(fleet, start, traces, engines, steps, training, new TreeMap<>(), initial, stockOuts);
  }

  /// Returns the same scenario with another fleet.
  public Scenario with(Fleet other) {
    return new Scenario(other, start, traces, engines, steps, training, tabled, initial, stockOuts);
  }

  /// Returns the same scenario with other engines of a service.
  ///
  /// @param speeds true speed by placement
  public Scenario withEngines(String service, SortedMap<String, EngineProfile> speeds) {
    SortedMap<String, SortedMap<String, EngineProfile>> all = new TreeMap<>(engines);
    all.put(service, speeds);
    return new Scenario(fleet, start, traces, all, steps, training, tabled, initial, stockOuts);
  }

  /// Returns the same scenario with other times without further devices.
  public Scenario withStockOuts(List<StockOut> times) {
    return new Scenario(fleet, start, traces, engines, steps, training, tabled, initial, times);
  }

  /// Returns the requests of a service, in order of arrival.
  public Iterable<Request> arrivals(String service) {
    Iterable<Request> requests = traces.get(service);
    return requests == null ? List.of() : requests;
  }

  /// Returns all requests of a service at once, in order of arrival.
  public List<Request> requests(String service) {
    if (arrivals(service) instanceof List<Request> known) {
      return known;
    }
    List<Request> drawn = new ArrayList<>();
    arrivals(service).forEach(drawn::add);
    return drawn;
  }

  /// Returns the time of a workload's declaration: the start, or a training job's submission.
  public Instant declaredAt(String workload) {
    TabledTruth job = tabled.get(workload);
    if (job != null) {
      return start.plus(job.submittedAfter());
    }
    TrainingTruth truth = training.get(workload);
    return truth == null ? start : start.plus(truth.submittedAfter());
  }

  /// Returns a workload of the fleet.
  ///
  /// @throws IllegalArgumentException when it is not declared
  public Workload workload(String name) {
    Workload workload = fleet.workloads().get(name);
    if (workload == null) {
      throw new IllegalArgumentException("workload " + name + " is not declared.");
    }
    return workload;
  }

  private static Iterable<Request> ordered(String name, Iterable<Request> requests) {
    if (!(requests instanceof List<Request> list)) {
      return requests;
    }
    List<Request> copy = List.copyOf(list);
    for (int i = 1; i < copy.size(); i++) {
      if (copy.get(i).at().compareTo(copy.get(i - 1).at()) < 0) {
        throw new IllegalArgumentException(
            "traces." + name + " goes back in time at request " + (i + 1) + ". Order it by at.");
      }
    }
    return copy;
  }

  private static void known(String key, String name, Fleet fleet) {
    if (!fleet.workloads().containsKey(name)) {
      throw new IllegalArgumentException(
          key + "." + name + " names no workload of the fleet. Correct the name or declare it.");
    }
  }

  private static void complete(String key, Workload workload, @Nullable Map<String, ?> truths) {
    for (Placement placement : workload.placements()) {
      if (truths == null || !truths.containsKey(placement.name())) {
        throw new IllegalArgumentException(
            "%s.%s.%s is missing. Give every placement its true profile."
                .formatted(key, workload.name(), placement.name()));
      }
    }
  }
}
