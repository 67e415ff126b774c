package io.rheostat.contest.training.baseline;

import io.rheostat.simulator.jobs.ClusterJob;
import io.rheostat.simulator.jobs.ClusterShape;
import io.rheostat.simulator.jobs.JobScheduler;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Pollux (OSDI 2021): a genetic search of allocations for the highest power mean of speed-ups,
/// started from the undominated states of the last decision. For one device type.
public final class Pollux implements JobScheduler {
  private final SplittableRandom random;
  private List<Map<String, byte[]>> last = List.of();

  /// @param seed of its search
  public Pollux(long seed) {
    this.random = new SplittableRandom(seed);
  }

  @Override
  public int[][] allocate(ClusterShape cluster, List<ClusterJob> jobs) {
    List<Integer> order =
        IntStream.range(0, jobs.size())
            .boxed()
            .sorted(
                Comparator.comparingDouble((Integer j) -> jobs.get(j).deviceSeconds())
                    .thenComparingDouble(j -> jobs.get(j).submission().atSeconds()))
            .toList();
    List<ClusterJob> sorted = order.stream().map(jobs::get).toList();
    PolluxProblem problem = new PolluxProblem(cluster, sorted);
    List<byte[][]> initial = new ArrayList<>();
    for (Map<String, byte[]> rows : last) {
      initial.add(state(sorted, rows, problem.nodes()));
    }
    if (initial.isEmpty()) {
      initial.add(state(sorted, rows(sorted, problem.current()), problem.nodes()));
    }
    List<byte[][]> found = new PolluxSearch(problem, random).search(initial);
    last = found.stream().map(state -> rows(sorted, state)).toList();
    int[][] rows = new int[jobs.size()][problem.nodes()];
    for (int j = 0; j < sorted.size(); j++) {
      for (int n = 0; n < problem.nodes(); n++) {
        rows[order.get(j)][n] = found.getFirst()[j][n];
      }
    }
    return rows;
  }

  private static byte[][] state(List<ClusterJob> jobs, Map<String, byte[]> rows, int nodes) {
    byte[][] state = new byte[jobs.size()][];
    for (int j = 0; j < state.length; j++) {
      byte[] row = rows.get(jobs.get(j).submission().name());
      state[j] = row == null ? new byte[nodes] : row.clone();
    }
    return state;
  }

  private static Map<String, byte[]> rows(List<ClusterJob> jobs, byte[][] state) {
    Map<String, byte[]> rows = new HashMap<>();
    for (int j = 0; j < state.length; j++) {
      rows.put(jobs.get(j).submission().name(), state[j]);
    }
    return rows;
  }
}
