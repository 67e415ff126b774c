package io.rheostat.contest.training.baseline;

import io.rheostat.simulator.jobs.ClusterJob;
import io.rheostat.simulator.jobs.ClusterShape;
import java.util.Arrays;
import java.util.List;

/// Pollux's allocation problem (OSDI 2021, section 4.2): the fitness of a matrix of jobs × nodes.
///
/// Fitness is the power mean with exponent −1 of the jobs' speed-ups over their fair share, each
/// less the time lost to restarts when its row changes. The second objective is the utility of the
/// active nodes; it only keeps a population wide.
final class PolluxProblem {
  /// Seconds by which a restart is priced, whatever the job's own delay.
  private static final double RESTART_SECONDS = 30;

  private static final double EPSILON = 1e-3;

  /// Most replicas and nodes of one job.
  private static final int MOST_REPLICAS = 64;

  static final int MOST_NODES = 16;

  private final List<ClusterJob> jobs;
  private final int nodes;
  private final int[] sizes;
  private final int[] most;
  private final byte[][] current;
  private final double[] keeps;
  private final double[][] speedups;
  private final String type;
  private final int fair;
  private final double nodeShare;

  /// Objectives of a state, both to be maximised.
  record Fitness(double speed, double utility) {}

  PolluxProblem(ClusterShape cluster, List<ClusterJob> jobs) {
    this.jobs = jobs;
    this.nodes = cluster.nodes().size();
    this.sizes = cluster.nodes().stream().mapToInt(ClusterShape.Node::devices).toArray();
    this.type = cluster.types().getFirst();
    this.fair = Math.ceilDiv(cluster.devices(), jobs.size());
    this.nodeShare = nodes / (double) cluster.devices();
    this.most = new int[jobs.size()];
    this.current = new byte[jobs.size()][nodes];
    this.keeps = new double[jobs.size()];
    this.speedups = new double[jobs.size()][(MOST_NODES + 1) * (MOST_REPLICAS + 1)];
    for (int j = 0; j < most.length; j++) {
      ClusterJob job = jobs.get(j);
      most[j] = Math.min(MOST_REPLICAS, job.mostReplicas());
      int[] row = job.row();
      for (int n = 0; n < nodes; n++) {
        current[j][n] = (byte) row[n];
      }
      keeps[j] =
          Math.max(job.age() - job.restarts() * RESTART_SECONDS, 0) / (job.age() + RESTART_SECONDS);
      Arrays.fill(speedups[j], Double.NaN);
    }
  }

  int jobs() {
    return jobs.size();
  }

  int nodes() {
    return nodes;
  }

  int size(int node) {
    return sizes[node];
  }

  int most(int job) {
    return most[job];
  }

  byte[][] current() {
    return current;
  }

  Fitness fitness(byte[][] state) {
    double sum = 0;
    double speed = 0;
    int active = 0;
    boolean[] used = new boolean[nodes];
    for (int j = 0; j < state.length; j++) {
      int width = 0;
      int on = 0;
      for (int n = 0; n < nodes; n++) {
        int devices = state[j][n];
        if (devices > 0) {
          width += devices;
          on++;
          used[n] = true;
        }
      }
      double speedup = speedup(j, on, width);
      speed += speedup;
      double kept = Arrays.equals(state[j], current[j]) ? 1 : keeps[j];
      sum += 1 / (speedup * nodeShare * kept + EPSILON);
    }
    for (int n = 0; n < nodes; n++) {
      active += used[n] ? sizes[n] : 0;
    }
    return new Fitness(state.length / sum, active == 0 ? 0 : speed / active);
  }

  /// Returns goodput over that of the fair share on one node, whatever the size of a node.
  private double speedup(int j, int on, int width) {
    if (width == 0) {
      return 0;
    }
    int at = on * (MOST_REPLICAS + 1) + width;
    if (Double.isNaN(speedups[j][at])) {
      ClusterJob job = jobs.get(j);
      double share = job.goodput(type, 1, fair).orElse(0);
      speedups[j][at] =
          share > 0 ? job.goodput(type, on, width).orElse(0) / share : width / (double) fair;
    }
    return speedups[j][at];
  }
}
