package io.rheostat.contest.training.policy;

import io.rheostat.core.Tuning;
import io.rheostat.core.solve.MultipleChoiceKnapsack;
import io.rheostat.core.solve.MultipleChoiceKnapsack.Choice;
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
    List<List<Width>> widths = new ArrayList<>();
    List<List<Choice>> choices = new ArrayList<>();
    for (ClusterJob job : jobs) {
      JobOutlook outlook = outlook(cluster, job, jobs.size());
      List<Width> options = options(cluster, job);
      widths.add(options);
      choices.add(options.stream().map(option -> choice(cluster, job, outlook, option)).toList());
    }
    int[] counts = cluster.types().stream().mapToInt(cluster::devices).toArray();
    int[] chosen = MultipleChoiceKnapsack.solve(choices, counts);
    List<Width> result = new ArrayList<>();
    for (int j = 0; j < chosen.length; j++) {
      result.add(widths.get(j).get(chosen[j]));
    }
    return PackedPlacement.of(cluster, jobs, result);
  }

  /// Returns the options of a job, fewer devices first.
  private static List<Width> options(ClusterShape cluster, ClusterJob job) {
    List<Width> options = new ArrayList<>();
    options.add(Width.NONE);
    for (String type : cluster.types()) {
      for (int k : cluster.widths(type)) {
        if (k <= job.mostReplicas()) {
          options.add(new Width(type, k));
        }
      }
    }
    return options;
  }

  /// Returns the outlook at the fair share: the largest width within devices over jobs, over the
  /// types by their devices.
  private static JobOutlook outlook(ClusterShape cluster, ClusterJob job, int jobs) {
    int possible =
        Math.min(job.application().mostReplicas(), job.application().range().mostReplicas());
    int share = Math.clamp(cluster.devices() / jobs, 1, possible);
    double fair = 0;
    for (String type : cluster.types()) {
      int width = 1;
      for (int k : cluster.widths(type)) {
        width = k <= share ? k : width;
      }
      fair +=
          goodput(cluster, job, new Width(type, width)) * cluster.devices(type) / cluster.devices();
    }
    double left = job.isProfiled() ? job.workLeft() / fair : TUNING.unprofiledSeconds();
    return JobOutlook.of(fair, left, job.delaySeconds(), 1, TUNING.unprofiledSeconds());
  }

  private Choice choice(ClusterShape cluster, ClusterJob job, JobOutlook outlook, Width option) {
    boolean stays = option.equals(new Width(job.type(), job.replicas()));
    double value = outlook.usdPerHour(goodput(cluster, job, option), !stays);
    double cost = usdPerHour.getOrDefault(option.type(), 0.0) * option.replicas();
    return new Choice(
        Math.max(0, cluster.types().indexOf(option.type())),
        option.replicas(),
        outlook.weight() * (value - cost));
  }

  /// Returns the goodput of an option; of a job without profile, its width.
  private static double goodput(ClusterShape cluster, ClusterJob job, Width option) {
    return option.replicas() == 0
        ? 0
        : job.goodput(
                option.type(), option.nodes(cluster.nodeSize(option.type())), option.replicas())
            .orElse(option.replicas());
  }
}
