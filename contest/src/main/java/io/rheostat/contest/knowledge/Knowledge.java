package io.rheostat.contest.knowledge;

import io.rheostat.contest.trial.PolicyTrial;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.model.resource.Placement;
import io.rheostat.simulator.trace.Request;
import io.rheostat.simulator.world.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/// Knowledge given to Rheostat before the judged time begins. The judged requests stay the same.
public enum Knowledge {
  /// Nothing: it meets the service for the first time.
  NOTHING("as it is", false, false),
  /// The true speed of the engines, declared with the placements.
  CAPACITY("told the true capacity", true, false),
  /// An earlier window of the same service, run first.
  DEMAND("having seen an earlier window", false, true),
  /// Both.
  BOTH("both", true, true);

  private final String words;
  private final boolean engines;
  private final boolean window;

  Knowledge(String words, boolean engines, boolean window) {
    this.words = words;
    this.engines = engines;
    this.window = window;
  }

  /// Returns the name for people.
  public String words() {
    return words;
  }

  /// Returns a trial with this knowledge.
  ///
  /// @param earlier the earlier window, with the same workload
  public PolicyTrial of(PolicyTrial trial, PolicyTrial earlier) {
    PolicyTrial known = engines ? withEngines(trial) : trial;
    return window ? after(earlier, known) : known;
  }

  private static PolicyTrial withEngines(PolicyTrial trial) {
    Scenario world = trial.scenario();
    SortedMap<String, Workload> workloads = new TreeMap<>(world.fleet().workloads());
    workloads.computeIfPresent(
        trial.workload(),
        (name, workload) -> {
          Map<String, EngineProfile> truth = Objects.requireNonNull(world.engines().get(name));
          List<Placement> told = new ArrayList<>();
          for (Placement placement : workload.placements()) {
            told.add(placement.withEngine(Objects.requireNonNull(truth.get(placement.name()))));
          }
          return workload.with(told, workload.bounds());
        });
    Fleet fleet = world.fleet().withWorkloads(workloads);
    return trial(trial, fleet, world.traces(), world.initial(), trial.unscored());
  }

  private static PolicyTrial after(PolicyTrial earlier, PolicyTrial trial) {
    Duration shift = earlier.unscored().plus(earlier.length());
    List<Request> requests = new ArrayList<>();
    for (Request request : requests(earlier)) {
      if (request.at().compareTo(shift) < 0) {
        requests.add(request);
      }
    }
    for (Request request : requests(trial)) {
      requests.add(
          new Request(request.at().plus(shift), request.inputTokens(), request.outputTokens()));
    }
    SortedMap<String, Iterable<Request>> traces = new TreeMap<>(trial.scenario().traces());
    traces.put(trial.workload(), requests);
    return trial(
        trial,
        trial.scenario().fleet(),
        traces,
        earlier.scenario().initial(),
        trial.unscored().plus(shift));
  }

  private static List<Request> requests(PolicyTrial trial) {
    return trial.scenario().requests(trial.workload());
  }

  private static PolicyTrial trial(
      PolicyTrial of,
      Fleet fleet,
      SortedMap<String, ? extends Iterable<Request>> traces,
      SortedMap<String, Allocation> initial,
      Duration unscored) {
    Scenario world = of.scenario();
    Scenario changed =
        new Scenario(
            fleet,
            world.start(),
            traces,
            world.engines(),
            world.steps(),
            world.training(),
            initial,
            world.stockOuts());
    return new PolicyTrial(of.trace(), changed, of.workload(), unscored, of.length());
  }
}
