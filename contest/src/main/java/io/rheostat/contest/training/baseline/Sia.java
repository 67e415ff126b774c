package io.rheostat.contest.training.baseline;

import io.rheostat.contest.training.policy.ExactWidths;
import io.rheostat.contest.training.policy.ExactWidths.Option;
import io.rheostat.contest.training.policy.Width;
import io.rheostat.simulator.jobs.ClusterJob;
import io.rheostat.simulator.jobs.ClusterShape;
import io.rheostat.simulator.jobs.JobScheduler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Sia (SOSP 2023): an integer programme over device types and widths, here solved exactly by
/// dynamic programming. From its paper's formulas; its artifact states no licence.
public final class Sia implements JobScheduler {
  private static final double POWER = -0.5;

  /// Cost of a job without devices: above 1, the cost of its smallest option.
  private static final double IDLE = 1.1;

  /// Normalised goodput of an option that may not be taken.
  private static final double INVALID = 1e-4;

  private static final double MOST_COST = 3_000;

  @Override
  public int[][] allocate(ClusterShape cluster, List<ClusterJob> jobs) {
    List<List<Option>> options = new ArrayList<>();
    for (ClusterJob job : jobs) {
      options.add(costs(cluster, job, widths(cluster, job)));
    }
    return ExactWidths.allocate(cluster, jobs, options);
  }

  /// Returns the widths of a job, no devices first; a starting job keeps its own.
  private static List<Width> widths(ClusterShape cluster, ClusterJob job) {
    return job.isStarting()
        ? List.of(Width.of(job))
        : ExactWidths.within(cluster, job.isProfiled() ? job.mostReplicas() : 1);
  }

  private static List<Option> costs(ClusterShape cluster, ClusterJob job, List<Width> widths) {
    double[] goodputs = widths.stream().mapToDouble(one -> one.goodput(cluster, job, 1)).toArray();
    double least =
        Arrays.stream(goodputs).filter(one -> one > 0).min().orElse(Double.POSITIVE_INFINITY);
    List<Option> options = new ArrayList<>();
    for (int o = 0; o < goodputs.length; o++) {
      Width width = widths.get(o);
      boolean isCurrent = width.equals(Width.of(job));
      double scaled = Math.max(INVALID, goodputs[o] / least) * (isCurrent ? 1 : restartFactor(job));
      double cost = width.replicas() == 0 ? IDLE : cost(scaled);
      options.add(new Option(width, -cost));
    }
    return options;
  }

  /// Returns the cost of a normalised goodput, two digits after the point.
  static double cost(double scaled) {
    return Math.min(MOST_COST, Math.rint(StrictMath.pow(scaled, POWER) * 100) / 100);
  }

  /// Returns the share of its speed that a job keeps when it is changed; 1 for one that never had
  /// devices, or is younger than a restart.
  private static double restartFactor(ClusterJob job) {
    double delay = job.delaySeconds();
    if (job.replicas() == 0 || job.age() < delay) {
      return 1;
    }
    return Math.max(job.age() - job.restarts() * delay, 0) / (job.age() + delay);
  }
}
