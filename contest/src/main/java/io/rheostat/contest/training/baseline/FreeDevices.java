package io.rheostat.contest.training.baseline;

import io.rheostat.simulator.jobs.ClusterShape;

/// Devices left on each node while jobs are placed.
final class FreeDevices {
  private final ClusterShape cluster;
  private final int[] free;

  FreeDevices(ClusterShape cluster) {
    this.cluster = cluster;
    free = cluster.nodes().stream().mapToInt(ClusterShape.Node::devices).toArray();
  }

  /// Takes the devices of a row.
  void take(int[] row) {
    for (int n = 0; n < free.length; n++) {
      free[n] -= row[n];
    }
  }

  int total() {
    int total = 0;
    for (int devices : free) {
      total += devices;
    }
    return total;
  }

  /// Returns a row of a width on the nodes with most free devices, the first among equals, and
  /// takes it.
  int[] onMostFree(int width) {
    return onMostFree(width, "");
  }

  /// Returns such a row on nodes of a type; of any when it is empty.
  int[] onMostFree(int width, String type) {
    int[] row = new int[free.length];
    int left = width;
    while (left > 0) {
      int most = -1;
      for (int n = 0; n < free.length; n++) {
        boolean isType = type.isEmpty() || cluster.nodes().get(n).type().equals(type);
        most = isType && (most < 0 || free[n] > free[most]) ? n : most;
      }
      if (most < 0 || free[most] == 0) {
        throw new IllegalStateException("no devices are left for a width of " + width + ".");
      }
      int taken = Math.min(left, free[most]);
      row[most] += taken;
      free[most] -= taken;
      left -= taken;
    }
    return row;
  }
}
