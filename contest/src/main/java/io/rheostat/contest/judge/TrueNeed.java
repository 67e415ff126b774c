package io.rheostat.contest.judge;

import io.rheostat.contest.capacity.OfflineCapacity;
import io.rheostat.contest.trial.PolicyTrial;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.model.resource.Placement;
import io.rheostat.simulator.trace.ArrivalCounts;
import io.rheostat.simulator.trace.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/// True capacity need of one service, second by second: the arrival rate of its requests, averaged
/// over the minute around each second, and its declared minimum.
final class TrueNeed {
  /// Averaging time of arrivals, and time beyond a start-up for judging a scale-down.
  static final Duration WINDOW = Duration.ofMinutes(1);

  private final Workload workload;
  private final SortedMap<String, CapacityTable> tables = new TreeMap<>();
  private final double[] perSecond;

  private TrueNeed(Workload workload, double[] perSecond) {
    this.workload = workload;
    this.perSecond = perSecond;
  }

  /// Returns the need of every inference service of a trial.
  static List<TrueNeed> of(PolicyTrial trial, OfflineCapacity capacity) {
    Fleet fleet = trial.scenario().fleet();
    Instant start = trial.scenario().start();
    int seconds = (int) trial.unscored().plus(trial.length()).toSeconds();
    List<TrueNeed> needs = new ArrayList<>();
    for (Workload workload : fleet.workloads().values()) {
      List<Request> requests = trial.scenario().requests(workload.name());
      if (!(workload.objective() instanceof Objective.Inference(var slo, _, _, _))
          || requests.isEmpty()) {
        continue;
      }
      TrueNeed need =
          new TrueNeed(workload, rates(new ArrivalCounts(requests, start), start, seconds));
      var load = new OfflineCapacity.Load(requests, slo);
      String trace = trial.trace() + "/" + workload.name();
      for (Placement placement : workload.placements()) {
        EngineProfile engine =
            Objects.requireNonNull(
                Objects.requireNonNull(trial.scenario().engines().get(workload.name()))
                    .get(placement.name()));
        need.tables.put(placement.name(), new CapacityTable(capacity, trace, load, engine));
      }
      needs.add(need);
    }
    return List.copyOf(needs);
  }

  private static double[] rates(ArrivalCounts arrivals, Instant start, int seconds) {
    int half = (int) WINDOW.toSeconds() / 2;
    double[] rates = new double[seconds];
    for (int second = 0; second < seconds; second++) {
      int from = StrictMath.max(0, second - half);
      int until = StrictMath.min(seconds, second + half);
      rates[second] = arrivals.rate(start.plusSeconds(from), start.plusSeconds(until));
    }
    return rates;
  }

  /// Returns the service's name.
  String workload() {
    return workload.name();
  }

  /// Returns the longest mean time from launch to ready.
  Duration startup() {
    return workload.placements().stream()
        .map(Placement::startup)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  /// Returns the number of known seconds.
  int seconds() {
    return perSecond.length;
  }

  /// Returns the requests per second sustained by replicas together.
  ///
  /// @param replicas by placement
  double served(SortedMap<String, Integer> replicas) {
    int total = replicas.values().stream().mapToInt(Integer::intValue).sum();
    double served = 0;
    for (var placement : replicas.entrySet()) {
      CapacityTable table = Objects.requireNonNull(tables.get(placement.getKey()));
      served += placement.getValue() * table.perReplica(total);
    }
    return served;
  }

  /// Returns whether replicas are enough at a second.
  boolean met(int second, SortedMap<String, Integer> replicas) {
    int total = replicas.values().stream().mapToInt(Integer::intValue).sum();
    return total >= workload.bounds().minReplicas() && served(replicas) >= perSecond[second];
  }

  /// Returns the fewest sufficient replicas of the first placement at a second.
  int replicas(int second) {
    String first = workload.placements().getFirst().name();
    SortedMap<String, Integer> tried = new TreeMap<>();
    for (int replicas = 0; replicas < workload.bounds().maxReplicas(); replicas++) {
      tried.put(first, replicas);
      if (met(second, tried)) {
        return replicas;
      }
    }
    return workload.bounds().maxReplicas();
  }
}
