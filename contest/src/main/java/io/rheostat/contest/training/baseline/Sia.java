package io.rheostat.contest.training.baseline;

import io.rheostat.contest.training.policy.PackedPlacement;
import io.rheostat.contest.training.policy.Width;
import io.rheostat.core.solve.MultipleChoiceKnapsack;
import io.rheostat.core.solve.MultipleChoiceKnapsack.Choice;
import io.rheostat.simulator.jobs.ClusterJob;
import io.rheostat.simulator.jobs.ClusterShape;
import io.rheostat.simulator.jobs.JobScheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

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
    List<List<Width>> widths = new ArrayList<>();
    List<List<Choice>> choices = new ArrayList<>();
    for (ClusterJob job : jobs) {
      List<Width> options = options(cluster, job);
      widths.add(options);
      choices.add(costs(cluster, job, options));
    }
    int[] counts = cluster.types().stream().mapToInt(cluster::devices).toArray();
    int[] chosen = MultipleChoiceKnapsack.solve(choices, counts);
    List<Width> result = new ArrayList<>();
    for (int j = 0; j < chosen.length; j++) {
      result.add(widths.get(j).get(chosen[j]));
    }
    return PackedPlacement.of(cluster, jobs, result);
  }

  /// Returns the options of a job, no devices first; a starting job keeps its own.
  private static List<Width> options(ClusterShape cluster, ClusterJob job) {
    if (job.isStarting()) {
      return List.of(new Width(job.type(), job.replicas()));
    }
    List<Width> options = new ArrayList<>();
    options.add(Width.NONE);
    for (String type : cluster.types()) {
      for (int k : cluster.widths(type)) {
        if (k <= (job.isProfiled() ? job.mostReplicas() : 1)) {
          options.add(new Width(type, k));
        }
      }
    }
    return options;
  }

  private static List<Choice> costs(ClusterShape cluster, ClusterJob job, List<Width> options) {
    double[] goodputs = new double[options.size()];
    double least = Double.POSITIVE_INFINITY;
    for (int o = 0; o < goodputs.length; o++) {
      goodputs[o] = goodput(cluster, job, options.get(o));
      least = goodputs[o] > 0 ? Math.min(least, goodputs[o]) : least;
    }
    List<Choice> choices = new ArrayList<>();
    for (int o = 0; o < goodputs.length; o++) {
      Width option = options.get(o);
      int type = Math.max(0, cluster.types().indexOf(option.type()));
      boolean isCurrent = option.equals(new Width(job.type(), job.replicas()));
      double scaled = Math.max(INVALID, goodputs[o] / least) * (isCurrent ? 1 : restartFactor(job));
      double cost = option.replicas() == 0 ? IDLE : cost(scaled);
      choices.add(new Choice(type, option.replicas(), -cost));
    }
    return choices;
  }

  /// Returns the cost of a normalised goodput, two digits after the point.
  static double cost(double scaled) {
    return Math.min(MOST_COST, Math.rint(StrictMath.pow(scaled, POWER) * 100) / 100);
  }

  private static double goodput(ClusterShape cluster, ClusterJob job, Width option) {
    if (option.replicas() == 0) {
      return 0;
    }
    OptionalDouble known =
        job.goodput(
            option.type(), option.nodes(cluster.nodeSize(option.type())), option.replicas());
    return known.orElse(1);
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
