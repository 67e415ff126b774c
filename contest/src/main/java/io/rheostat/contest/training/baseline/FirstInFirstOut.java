package io.rheostat.contest.training.baseline;

import io.rheostat.simulator.jobs.ClusterJob;
import io.rheostat.simulator.jobs.ClusterShape;
import io.rheostat.simulator.jobs.JobScheduler;
import java.util.List;

/// First in, first out: each job at its submitted width, in the order of submission, without
/// preemption.
///
/// @param backfills whether a later job may start while an earlier one does not fit
public record FirstInFirstOut(boolean backfills) implements JobScheduler {
  @Override
  public int[][] allocate(ClusterShape cluster, List<ClusterJob> jobs) {
    FreeDevices free = new FreeDevices(cluster);
    int[][] rows = new int[jobs.size()][];
    for (int j = 0; j < rows.length; j++) {
      rows[j] = jobs.get(j).row();
      free.take(rows[j]);
    }
    for (int j = 0; j < rows.length; j++) {
      if (jobs.get(j).replicas() > 0) {
        continue;
      }
      int width = jobs.get(j).submission().replicas();
      if (width <= free.total()) {
        rows[j] = free.onMostFree(width);
      } else if (!backfills) {
        break;
      }
    }
    return rows;
  }
}
