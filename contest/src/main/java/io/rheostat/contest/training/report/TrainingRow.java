package io.rheostat.contest.training.report;

import io.rheostat.contest.training.matrix.TrainingCase;
import io.rheostat.simulator.jobs.JobScore;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/// One run of the benchmark with its figures.
///
/// @param run key of the run
/// @param figures of all its jobs
/// @param meanByApplication mean completion time in seconds
/// @param quantiles of the completion times in seconds, each twentieth from 0 to 1
public record TrainingRow(
    Run run, Figures figures, SortedMap<String, Double> meanByApplication, List<Double> quantiles) {
  private static final int STEPS = 20;

  /// Key of a run.
  ///
  /// @param workload name of the jobs
  /// @param world name of the cluster and its conditions
  /// @param policy name of the scheduler
  /// @param seed of its search
  /// @param knowledge own, ended, shared or true
  /// @param devicePrice mean price of a device in the objective, in delay costs of a job
  public record Run(
      String workload,
      String world,
      String policy,
      long seed,
      String knowledge,
      double devicePrice) {
    /// Returns the scheduler with its knowledge and price, whatever the workload and seed.
    String contender() {
      return policy + ", " + knowledge + (devicePrice > 0 ? ", device price " + devicePrice : "");
    }
  }

  /// Figures of a run; times in seconds.
  ///
  /// @param meanJct mean completion time
  /// @param medianJct its median
  /// @param p99Jct its 99th percentile
  /// @param makespan end of the last job
  /// @param restarts per job, without the first start
  /// @param deviceHours devices held
  /// @param costUsd their price; NaN where that of a type is not known
  /// @param worstFairness largest finish-time fairness
  public record Figures(
      double meanJct,
      double medianJct,
      double p99Jct,
      double makespan,
      double restarts,
      double deviceHours,
      double costUsd,
      double worstFairness) {
    /// Returns the price of the devices held, if it is known.
    public OptionalDouble knownCost() {
      return Double.isNaN(costUsd) ? OptionalDouble.empty() : OptionalDouble.of(costUsd);
    }
  }

  public TrainingRow {
    meanByApplication = new TreeMap<>(meanByApplication);
    quantiles = List.copyOf(quantiles);
  }

  /// Returns the row of a run.
  public static TrainingRow of(TrainingCase of, JobScore score) {
    SortedMap<String, Double> means = new TreeMap<>();
    for (JobScore.Finished job : score.jobs()) {
      means.computeIfAbsent(
          job.application(), name -> score.meanSeconds(other -> other.application().equals(name)));
    }
    List<Double> quantiles = new ArrayList<>();
    for (int i = 0; i <= STEPS; i++) {
      quantiles.add(score.quantileSeconds(i / (double) STEPS));
    }
    return new TrainingRow(
        new Run(
            of.workload(),
            of.world().name(),
            of.policy().id(),
            of.seed(),
            of.knowledgeId(),
            of.devicePrice()),
        new Figures(
            score.meanSeconds(),
            score.quantileSeconds(0.5),
            score.quantileSeconds(0.99),
            score.makespanSeconds(),
            score.restartsPerJob(),
            score.deviceHours(),
            score.costUsd(of.world().prices()),
            score.worstFairness()),
        means,
        quantiles);
  }
}
