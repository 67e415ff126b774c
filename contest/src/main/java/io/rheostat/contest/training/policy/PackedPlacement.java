package io.rheostat.contest.training.policy;

import io.rheostat.simulator.jobs.ClusterJob;
import io.rheostat.simulator.jobs.ClusterShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Placement of chosen widths on nodes with as few moves as possible, for moving is a restart.
///
/// A job whose width and type stay keeps its nodes. The others are placed widest first: whole nodes
/// for wide ones, else the node with the fewest free devices that suffice. Where the free devices
/// are scattered, smaller jobs make room and are placed after. Widths that are powers of two within
/// a node, and whole nodes beyond, always fit; one that does not waits.
public final class PackedPlacement {
  private final ClusterShape cluster;
  private final List<ClusterJob> jobs;
  private final List<Width> widths;
  private final int[] free;
  private final int[][] rows;

  private PackedPlacement(ClusterShape cluster, List<ClusterJob> jobs, List<Width> widths) {
    this.cluster = cluster;
    this.jobs = jobs;
    this.widths = widths;
    this.free = cluster.nodes().stream().mapToInt(ClusterShape.Node::devices).toArray();
    this.rows = new int[jobs.size()][cluster.nodes().size()];
  }

  /// Returns devices on each node for each job.
  ///
  /// @param widths of the jobs, in their order
  public static int[][] of(ClusterShape cluster, List<ClusterJob> jobs, List<Width> widths) {
    return new PackedPlacement(cluster, jobs, widths).place();
  }

  private int[][] place() {
    List<Integer> open = new ArrayList<>();
    for (int j = 0; j < rows.length; j++) {
      Width width = widths.get(j);
      ClusterJob job = jobs.get(j);
      if (width.replicas() == 0) {
        continue;
      }
      if (job.replicas() == width.replicas() && job.type().equals(width.type())) {
        take(j, job.row());
      } else {
        open.add(j);
      }
    }
    while (!open.isEmpty()) {
      int next = open.stream().max(Comparator.comparingInt(this::replicas)).orElseThrow();
      open.remove(Integer.valueOf(next));
      int size = cluster.nodeSize(widths.get(next).type());
      int nodes = Math.max(1, replicas(next) / size);
      int onEach = Math.min(replicas(next), size);
      for (int n : best(next, nodes, onEach)) {
        makeRoom(n, onEach, open);
        rows[next][n] = onEach;
        free[n] -= onEach;
      }
    }
    return rows;
  }

  private int replicas(int job) {
    return widths.get(job).replicas();
  }

  private void take(int job, int[] row) {
    rows[job] = row;
    for (int n = 0; n < free.length; n++) {
      free[n] -= row[n];
    }
  }

  /// Returns the nodes to take: those with the fewest smaller jobs to move, then the fewest of
  /// their devices, among them the fullest. None when too few remain beside jobs of its size and
  /// above.
  private List<Integer> best(int job, int nodes, int onEach) {
    List<Integer> possible = new ArrayList<>();
    for (int n = 0; n < free.length; n++) {
      boolean isType = cluster.nodes().get(n).type().equals(widths.get(job).type());
      if (isType && free[n] + movable(n, replicas(job)) >= onEach) {
        possible.add(n);
      }
    }
    possible.sort(
        Comparator.comparingInt((Integer n) -> moves(n, onEach))
            .thenComparingInt(n -> Math.max(0, onEach - free[n]))
            .thenComparingInt(n -> free[n]));
    return possible.size() < nodes ? List.of() : possible.subList(0, nodes);
  }

  /// Returns the devices of smaller jobs on a node.
  private int movable(int node, int below) {
    int devices = 0;
    for (int j = 0; j < rows.length; j++) {
      devices += rows[j][node] > 0 && replicas(j) < below ? rows[j][node] : 0;
    }
    return devices;
  }

  /// Returns the jobs to move for some devices of a node: each is a restart.
  private int moves(int node, int devices) {
    int left = free[node];
    int moves = 0;
    int[] there = new int[rows.length];
    for (int j = 0; j < rows.length; j++) {
      there[j] = rows[j][node];
    }
    Arrays.sort(there);
    for (int j = 0; j < there.length && left < devices; j++) {
      left += there[j];
      moves += there[j] > 0 ? 1 : 0;
    }
    return moves;
  }

  /// Moves the smallest jobs away from a node until enough devices are free.
  private void makeRoom(int node, int devices, List<Integer> open) {
    while (free[node] < devices) {
      int smallest = -1;
      for (int j = 0; j < rows.length; j++) {
        boolean smaller = smallest < 0 || replicas(j) < replicas(smallest);
        if (rows[j][node] > 0 && smaller) {
          smallest = j;
        }
      }
      for (int n = 0; n < free.length; n++) {
        free[n] += rows[smallest][n];
        rows[smallest][n] = 0;
      }
      open.add(smallest);
    }
  }
}
