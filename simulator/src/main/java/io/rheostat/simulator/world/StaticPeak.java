package io.rheostat.simulator.world;

import io.rheostat.model.Require;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/// Smallest constant number of replicas to meet a workload's attainment: the size chosen by a
/// person for the peak, and the cost to beat.
///
/// @param replicas constant from start to end
/// @param attainment reached by them, 0..1
/// @param costUsd over the horizon
public record StaticPeak(int replicas, double attainment, double costUsd) {
  /// Largest number of replicas in the search.
  public static final int MOST = 1024;

  /// Searches by simulating the workload alone, on one placement, on its own trace, without limits
  /// of its pool and without stock-outs: doubling, then halving the interval. Attainment is taken
  /// to grow with replicas; this is true but for the noise of a run.
  ///
  /// @param horizon length of the judged trace, above 0
  /// @return empty when not even [#MOST] replicas reach it
  /// @throws IllegalArgumentException unless the workload is an inference workload of the scenario
  ///     with the placement
  public static Optional<StaticPeak> smallest(
      Scenario scenario, String workload, String placement, long seed, Duration horizon) {
    Require.positive("horizon", (double) horizon.toNanos());
    Workload declared = scenario.fleet().workloads().get(workload);
    if (declared == null || !(declared.objective() instanceof Objective.Inference objective)) {
      throw new IllegalArgumentException(workload + " is no inference workload of the scenario.");
    }
    Placement at =
        declared
            .placement(placement)
            .orElseThrow(
                () -> new IllegalArgumentException(workload + " has no placement " + placement));
    double wanted = objective.slo().attainment();
    int below = 0;
    int above = 1;
    StaticPeak found = run(scenario, declared, at, above, seed, horizon);
    while (found.attainment() < wanted) {
      if (above == MOST) {
        return Optional.empty();
      }
      below = above;
      above *= 2;
      found = run(scenario, declared, at, above, seed, horizon);
    }
    while (above - below > 1) {
      int middle = (above + below) / 2;
      StaticPeak tried = run(scenario, declared, at, middle, seed, horizon);
      if (tried.attainment() >= wanted) {
        found = tried;
        above = middle;
      } else {
        below = middle;
      }
    }
    return Optional.of(found);
  }

  private static StaticPeak run(
      Scenario scenario,
      Workload workload,
      Placement placement,
      int replicas,
      long seed,
      Duration horizon) {
    World world = new World(alone(scenario, workload, placement, replicas), seed);
    world.advanceTo(scenario.start().plus(horizon));
    Score.Line line = world.score().total();
    return new StaticPeak(replicas, line.sloAttainment(), line.costUsd());
  }

  private static Scenario alone(
      Scenario scenario, Workload workload, Placement placement, int replicas) {
    SortedMap<String, Integer> devices = new TreeMap<>();
    devices.put(placement.device(), replicas * placement.devicesPerReplica());
    Pool declared = scenario.fleet().pools().get(workload.pool());
    double alpha = declared == null ? 1 : declared.alpha();
    double beta = declared == null ? 1 : declared.beta();
    Pool pool = new Pool(workload.pool(), devices, OptionalDouble.empty(), alpha, beta);
    SortedMap<String, Pool> pools = new TreeMap<>();
    pools.put(pool.name(), pool);
    SortedMap<String, Workload> workloads = new TreeMap<>();
    workloads.put(workload.name(), workload);
    SortedMap<String, Allocation> initial = new TreeMap<>();
    initial.put(workload.name(), Allocation.of(placement.name(), replicas));
    String name = workload.name();
    return new Scenario(
        new Fleet(scenario.fleet().devices(), pools, workloads),
        scenario.start(),
        only(scenario.traces(), name),
        only(scenario.engines(), name),
        new TreeMap<>(),
        new TreeMap<>(),
        initial,
        List.of());
  }

  private static <V> SortedMap<String, V> only(SortedMap<String, V> all, String name) {
    SortedMap<String, V> one = new TreeMap<>();
    V value = all.get(name);
    if (value != null) {
      one.put(name, value);
    }
    return one;
  }
}
