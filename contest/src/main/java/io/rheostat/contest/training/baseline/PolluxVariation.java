package io.rheostat.contest.training.baseline;

import java.util.SplittableRandom;

/// Variation of states in Pollux's genetic search: crossover, mutation and repair, in its order.
final class PolluxVariation {
  private static final double RESET = 0.1;

  private final PolluxProblem problem;
  private final SplittableRandom random;

  PolluxVariation(PolluxProblem problem, SplittableRandom random) {
    this.problem = problem;
    this.random = random;
  }

  /// Returns two states with the jobs' rows swapped from one cut on.
  byte[][][] cross(byte[][] one, byte[][] other) {
    int cut = random.nextInt(problem.jobs());
    byte[][][] children = {copy(one), copy(other)};
    for (int j = cut; j < problem.jobs(); j++) {
      children[0][j] = other[j].clone();
      children[1][j] = one[j].clone();
    }
    return children;
  }

  private static byte[][] copy(byte[][] state) {
    byte[][] copy = new byte[state.length][];
    for (int j = 0; j < state.length; j++) {
      copy[j] = state[j].clone();
    }
    return copy;
  }

  /// Changes a state at random: rows back to the current allocation, rows thinned out, and more
  /// devices of a node with free ones to a job, rather where it already is.
  void mutate(byte[][] state) {
    int nodes = problem.nodes();
    int[] used = new int[nodes];
    int[] rows = new int[nodes];
    for (int j = 0; j < state.length; j++) {
      if (random.nextDouble() < RESET) {
        state[j] = problem.current()[j].clone();
      }
      boolean thinned = random.nextDouble() < RESET;
      for (int n = 0; n < nodes; n++) {
        if (state[j][n] > 0 && thinned && random.nextDouble() < RESET) {
          state[j][n] = 0;
        }
        used[n] += state[j][n];
        rows[n] += state[j][n] > 0 ? 1 : 0;
      }
    }
    // An element is chosen with p1 + p2 - p1 p2: either of two independent events.
    double any = 1.0 / state.length;
    int elements = state.length * nodes;
    boolean[] chosen = new boolean[elements];
    for (int e = skip(any); e < elements; e += 1 + skip(any)) {
      chosen[e] = true;
    }
    for (int j = 0; j < state.length; j++) {
      for (int n = 0; n < nodes; n++) {
        int free = problem.size(n) - used[n];
        boolean picked =
            chosen[j * nodes + n] || (state[j][n] > 0 && random.nextDouble() * rows[n] < 1);
        if (picked && free > 0) {
          int from = state[j][n];
          state[j][n] = (byte) (from + random.nextInt(problem.size(n) - from + 1));
        }
      }
    }
  }

  /// Returns the number of failures before the next success.
  private int skip(double probability) {
    if (probability >= 1) {
      return 0;
    }
    double failures = StrictMath.log(1 - random.nextDouble()) / StrictMath.log(1 - probability);
    return (int) Math.min(1 << 20, failures);
  }

  /// Makes a state feasible: one distributed job a node at most, the most replicas and nodes of
  /// each job, and the devices of each node, earlier jobs first.
  void repair(byte[][] state) {
    int nodes = problem.nodes();
    boolean[] taken = new boolean[nodes];
    int[] order = new int[nodes];
    for (int n = 0; n < nodes; n++) {
      order[n] = n;
    }
    int[] left = new int[nodes];
    for (int n = 0; n < nodes; n++) {
      left[n] = problem.size(n);
    }
    for (int j = 0; j < state.length; j++) {
      byte[] row = state[j];
      if (count(row) > 1) {
        for (int n = 0; n < nodes; n++) {
          if (row[n] > 0 && taken[n]) {
            row[n] = 0;
          }
        }
        for (int n = 0; n < nodes; n++) {
          taken[n] |= row[n] > 0;
        }
      }
      limit(row, problem.most(j), order);
      for (int n = 0; n < nodes; n++) {
        row[n] = (byte) Math.min(row[n], left[n]);
        left[n] -= row[n];
      }
    }
  }

  private void limit(byte[] row, int most, int[] order) {
    int total = 0;
    for (byte devices : row) {
      total += devices;
    }
    int on = count(row);
    if (total <= most && on <= PolluxProblem.MOST_NODES) {
      return;
    }
    for (int n = order.length - 1; n > 0; n--) {
      int other = random.nextInt(n + 1);
      int kept = order[n];
      order[n] = order[other];
      order[other] = kept;
    }
    int left = most;
    int nodesLeft = PolluxProblem.MOST_NODES;
    for (int n : order) {
      row[n] = (byte) (nodesLeft > 0 ? Math.min(row[n], left) : 0);
      left -= row[n];
      nodesLeft -= row[n] > 0 ? 1 : 0;
    }
  }

  private static int count(byte[] row) {
    int on = 0;
    for (byte devices : row) {
      on += devices > 0 ? 1 : 0;
    }
    return on;
  }
}
