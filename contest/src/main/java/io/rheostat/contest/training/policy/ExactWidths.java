package io.rheostat.contest.training.policy;

import io.rheostat.core.solve.MultipleChoiceKnapsack;
import io.rheostat.core.solve.MultipleChoiceKnapsack.Choice;
import io.rheostat.simulator.jobs.ClusterJob;
import io.rheostat.simulator.jobs.ClusterShape;
import java.util.ArrayList;
import java.util.List;

/// Exact choice of a width for each job within the devices of each type, placed on nodes.
public final class ExactWidths {
  private ExactWidths() {}

  /// Width that a job may get.
  ///
  /// @param score to be maximised, summed over all jobs
  public record Option(Width width, double score) {}

  /// Returns no devices, then the widths of all types up to some replicas.
  public static List<Width> within(ClusterShape cluster, int mostReplicas) {
    List<Width> widths = new ArrayList<>();
    widths.add(Width.NONE);
    for (String type : cluster.types()) {
      for (int k : cluster.widths(type)) {
        if (k <= mostReplicas) {
          widths.add(new Width(type, k));
        }
      }
    }
    return widths;
  }

  /// Returns devices on each node for each job.
  ///
  /// @param options of the jobs, in their order, fewer devices first
  public static int[][] allocate(
      ClusterShape cluster, List<ClusterJob> jobs, List<List<Option>> options) {
    List<List<Choice>> choices = new ArrayList<>();
    for (List<Option> some : options) {
      choices.add(some.stream().map(option -> choice(cluster, option)).toList());
    }
    int[] counts = cluster.types().stream().mapToInt(cluster::devices).toArray();
    int[] chosen = MultipleChoiceKnapsack.solve(choices, counts);
    List<Width> widths = new ArrayList<>();
    for (int j = 0; j < chosen.length; j++) {
      widths.add(options.get(j).get(chosen[j]).width());
    }
    return PackedPlacement.of(cluster, jobs, widths);
  }

  private static Choice choice(ClusterShape cluster, Option option) {
    Width width = option.width();
    return new Choice(
        Math.max(0, cluster.types().indexOf(width.type())), width.replicas(), option.score());
  }
}
