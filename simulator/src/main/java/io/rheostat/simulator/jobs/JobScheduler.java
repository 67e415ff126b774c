package io.rheostat.simulator.jobs;

import java.util.List;

/// Policy that allocates the devices of a cluster to its jobs.
@FunctionalInterface
public interface JobScheduler {
  /// Returns devices on each node for each job, in the order given; all 0 for one that waits.
  ///
  /// @param jobs submitted and not complete, in the order of submission
  int[][] allocate(ClusterShape cluster, List<ClusterJob> jobs);
}
