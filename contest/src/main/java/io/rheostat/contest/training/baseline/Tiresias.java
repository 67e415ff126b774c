package io.rheostat.contest.training.baseline;

import io.rheostat.simulator.jobs.ClusterJob;
import io.rheostat.simulator.jobs.ClusterShape;
import io.rheostat.simulator.jobs.JobScheduler;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Tiresias (NSDI 2019), discretised two-dimensional least attained service: two queues, each first
/// in, first out. A job leaves the first for ever at 16 device-hours. What fits in the devices left
/// runs, what does not is preempted. Widths are those submitted.
public final class Tiresias implements JobScheduler {
  /// Attained service at which a job leaves the first queue, in device-seconds.
  static final double QUEUE_LIMIT = 57_600;

  private final Set<String> demoted = new HashSet<>();
  private final List<String> second = new ArrayList<>();

  @Override
  public int[][] allocate(ClusterShape cluster, List<ClusterJob> jobs) {
    for (ClusterJob job : jobs) {
      String name = job.submission().name();
      double service = job.executedSeconds() * job.submission().replicas();
      if (service >= QUEUE_LIMIT && demoted.add(name)) {
        second.add(name);
      }
    }
    List<Integer> order = order(jobs);
    boolean[] runs = new boolean[jobs.size()];
    int left = cluster.devices();
    for (int j : order) {
      int width = jobs.get(j).submission().replicas();
      runs[j] = width <= left;
      left -= runs[j] ? width : 0;
    }
    return place(cluster, jobs, order, runs);
  }

  private List<Integer> order(List<ClusterJob> jobs) {
    List<Integer> order = new ArrayList<>();
    for (int j = 0; j < jobs.size(); j++) {
      if (!demoted.contains(jobs.get(j).submission().name())) {
        order.add(j);
      }
    }
    for (String name : second) {
      for (int j = 0; j < jobs.size(); j++) {
        if (jobs.get(j).submission().name().equals(name)) {
          order.add(j);
        }
      }
    }
    return order;
  }

  private static int[][] place(
      ClusterShape cluster, List<ClusterJob> jobs, List<Integer> order, boolean[] runs) {
    FreeDevices free = new FreeDevices(cluster);
    int[][] rows = new int[jobs.size()][cluster.nodes().size()];
    for (int j = 0; j < rows.length; j++) {
      if (runs[j]) {
        rows[j] = jobs.get(j).row();
        free.take(rows[j]);
      }
    }
    for (int j : order) {
      if (runs[j] && jobs.get(j).replicas() == 0) {
        rows[j] = free.onMostFree(jobs.get(j).submission().replicas());
      }
    }
    return rows;
  }
}
