package io.rheostat.contest.training.policy;

import io.rheostat.contest.training.policy.ExactWidths.Option;
import io.rheostat.core.Tuning;
import io.rheostat.core.training.JobOutlook;
import io.rheostat.simulator.jobs.ClusterJob;
import io.rheostat.simulator.jobs.ClusterShape;
import io.rheostat.simulator.jobs.JobScheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Rheostat on the jobs of a cluster: its objective with one delay cost for all of them, its exact
/// solve, and a placement on nodes.
///
/// @param usdPerHour price of a device by type, in units of a job's delay cost; 0 where a pool is
///     paid anyway
public record RheostatScheduler(Map<String, Double> usdPerHour) implements JobScheduler {
  private static final Tuning.Training TUNING = Tuning.DEFAULT.training();

  /// One type of devices that costs nothing.
  public static final RheostatScheduler PAID = new RheostatScheduler(Map.of());

  public RheostatScheduler {
    usdPerHour = Map.copyOf(usdPerHour);
  }

  @Override
  public int[][] allocate(ClusterShape cluster, List<ClusterJob> jobs) {
    List<List<Option>> options = new ArrayList<>();
    for (ClusterJob job : jobs) {
      JobOutlook outlook = outlook(cluster, job, jobs.size());
      options.add(
          ExactWidths.within(cluster, job.mostReplicas()).stream()
              .map(width -> new Option(width, score(cluster, job, outlook, width)))
              .toList());
    }
    return ExactWidths.allocate(cluster, jobs, options);
  }

  /// Returns the outlook at the fair share: the largest width within devices over jobs, over the
  /// types by their devices.
  private static JobOutlook outlook(ClusterShape cluster, ClusterJob job, int jobs) {
    int share = Math.clamp(cluster.devices() / jobs, 1, job.application().mostWithinBatch());
    double fair = 0;
    for (String type : cluster.types()) {
      Width width = new Width(type, cluster.widest(type, share));
      fair += goodput(cluster, job, width) * cluster.devices(type) / cluster.devices();
    }
    double left = job.isProfiled() ? job.workLeft() / fair : TUNING.unprofiledSeconds();
    return JobOutlook.of(fair, left, job.delaySeconds(), 1, TUNING.unprofiledSeconds(), 1);
  }

  private double score(ClusterShape cluster, ClusterJob job, JobOutlook outlook, Width width) {
    boolean stays = width.equals(Width.of(job));
    double value = outlook.usdPerHour(goodput(cluster, job, width), !stays);
    double cost = usdPerHour.getOrDefault(width.type(), 0.0) * width.replicas();
    return outlook.weight() * (value - cost);
  }

  /// Returns the goodput of a width; of a job without profile, its replicas.
  private static double goodput(ClusterShape cluster, ClusterJob job, Width width) {
    return width.goodput(cluster, job, width.replicas());
  }
}
