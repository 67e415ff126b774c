package io.rheostat.contest.command;

import io.rheostat.contest.training.file.ProfileFolder;
import io.rheostat.contest.training.file.WorkloadFile;
import io.rheostat.contest.training.matrix.TrainingCase;
import io.rheostat.contest.training.matrix.TrainingPolicy;
import io.rheostat.contest.training.matrix.TrainingWorld;
import io.rheostat.contest.training.report.TrainingRow;
import io.rheostat.contest.training.report.TrainingRows;
import io.rheostat.simulator.jobs.ClusterShape;
import io.rheostat.simulator.jobs.JobKnowledge;
import io.rheostat.simulator.jobs.Submission;
import io.rheostat.simulator.jobs.UnfinishedJobsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// Schedulers side by side on the jobs of one file.
///
/// @param jobs file of submissions
/// @param profiles folder of the applications' profiles
/// @param cluster nodes, as [ClusterShape#parse] reads them
/// @param restartSeconds restart delay of all jobs; empty for that measured by application
/// @param knowledge what agents know
/// @param seed of random searches
public record JobSimulation(
    Path jobs,
    Path profiles,
    String cluster,
    OptionalDouble restartSeconds,
    JobKnowledge knowledge,
    long seed) {
  /// Restart delay of an application that none was measured for, in seconds.
  private static final double OTHER_DELAY = 30;

  private static final String REMEDY = "Give the cluster devices for all jobs, or another policy.";

  private static final Map<String, Double> PRICES =
      Map.of(
          "t4", TrainingWorld.T4_USD,
          "fast", TrainingWorld.V100_USD,
          "slow", TrainingWorld.K80_USD);

  /// Runs the policies and returns a row each. Devices of a type without a known price cost NaN.
  ///
  /// @throws IOException with the file, line and column of a problem
  /// @throws IllegalArgumentException if the cluster is none, a policy can't handle its types, or
  ///     jobs do not come to an end under a policy
  public TrainingRows run(List<TrainingPolicy> policies) throws IOException {
    ClusterShape shape = ClusterShape.parse(cluster);
    for (TrainingPolicy policy : policies) {
      if (shape.types().size() > 1 && !policy.handlesTypes()) {
        throw new IllegalArgumentException(
            policy.id() + " schedules one device type; the cluster has " + shape.types() + ".");
      }
    }
    for (String type : shape.types()) {
      if (shape.types().size() > 1 && !PRICES.containsKey(type)) {
        throw new IllegalArgumentException(
            "no speed is known of type "
                + type
                + ". A cluster of several types is made of t4, fast and slow.");
      }
    }
    List<Submission> submissions =
        WorkloadFile.read(jobs, ProfileFolder.read(profiles, TrainingWorld.MIXED_SPEEDS));
    TrainingWorld world =
        new TrainingWorld(
            cluster,
            shape,
            shape.types().stream().map(type -> PRICES.getOrDefault(type, Double.NaN)).toList(),
            restartSeconds.isPresent() ? Map.of() : TrainingWorld.MEASURED_DELAYS,
            restartSeconds.orElse(OTHER_DELAY),
            0,
            1);
    List<TrainingRow> rows = new ArrayList<>();
    for (TrainingPolicy policy : policies) {
      TrainingCase one =
          new TrainingCase(String.valueOf(jobs.getFileName()), world, policy, seed, knowledge, 0);
      try {
        rows.add(TrainingRow.of(one, one.run(submissions)));
      } catch (UnfinishedJobsException e) {
        throw new IllegalArgumentException(
            policy.id() + " on " + cluster + ": " + e.getMessage() + " " + REMEDY, e);
      }
    }
    return new TrainingRows(rows, Map.of());
  }
}
