package io.rheostat.contest.training.policy;

import io.rheostat.simulator.jobs.ClusterJob;
import io.rheostat.simulator.jobs.ClusterShape;

/// Devices chosen for a job.
///
/// @param type device type; empty for none
/// @param replicas devices, 0 for none
public record Width(String type, int replicas) {
  /// Queued: no devices.
  public static final Width NONE = new Width("", 0);

  /// Returns the present width of a job.
  public static Width of(ClusterJob job) {
    return new Width(job.type(), job.replicas());
  }

  /// Returns the goodput of a job at it, on as few nodes as possible.
  ///
  /// @param unknown goodput of a job that nothing is known of
  public double goodput(ClusterShape cluster, ClusterJob job, double unknown) {
    return replicas == 0
        ? 0
        : job.goodput(type, nodes(cluster.nodeSize(type)), replicas).orElse(unknown);
  }

  /// Returns the fewest nodes of a size that hold the replicas.
  public int nodes(int nodeSize) {
    return Math.ceilDiv(replicas, nodeSize);
  }
}
