package io.rheostat.app.cli.analyse;

import io.rheostat.app.cli.option.DurationConverter;
import io.rheostat.app.cli.option.UsageException;
import io.rheostat.contest.command.JobSimulation;
import io.rheostat.contest.training.matrix.TrainingPolicy;
import io.rheostat.contest.training.report.TrainingRow;
import io.rheostat.contest.training.report.TrainingRows;
import io.rheostat.simulator.jobs.JobKnowledge;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Option;

/// Options of `rheostat simulate --jobs`: training jobs instead of a service.
public final class JobsOptions {
  private static final String BY_MODEL = "model";

  @Option(
      names = "--jobs",
      paramLabel = "FILE",
      description =
          "Training jobs submitted over time, instead of a scenario: CSV with name, time,"
              + " application, num_replicas and batch_size.")
  private Optional<Path> jobs = Optional.empty();

  @Option(
      names = "--profiles",
      paramLabel = "DIR",
      description =
          "With --jobs, a folder for each application with its step times and validation runs.")
  private Optional<Path> profiles = Optional.empty();

  @Option(
      names = "--cluster",
      paramLabel = "SHAPE",
      defaultValue = "16x4:t4",
      description = "With --jobs, nodes x devices and their type. Default: ${DEFAULT-VALUE}.")
  private String cluster = "";

  @Option(
      names = "--restart",
      paramLabel = "TIME",
      defaultValue = BY_MODEL,
      description =
          "With --jobs, the delay of a restart, such as 30s; model for that measured by"
              + " application. Default: ${DEFAULT-VALUE}.")
  private String restart = "";

  @Option(
      names = "--knowledge",
      paramLabel = "KIND",
      defaultValue = "own",
      description =
          "With --jobs, what a job knows of its speed: own observations, those of the ended jobs of"
              + " its application, shared by all earlier ones, or the true tables. Default:"
              + " ${DEFAULT-VALUE}.")
  private JobKnowledge knowledge = JobKnowledge.OWN;

  /// Returns whether jobs are simulated.
  boolean isGiven() {
    return jobs.isPresent();
  }

  /// Runs the policies and prints their rows.
  void run(List<String> policies, long seed, boolean json) throws UsageException {
    if (profiles.isEmpty()) {
      throw new UsageException("--profiles is missing. Give the folder of the jobs' profiles.");
    }
    List<TrainingPolicy> known = new ArrayList<>();
    for (String name : policies) {
      known.add(
          TrainingPolicy.of(name)
              .orElseThrow(() -> new UsageException("--policy " + name + " is none. " + names())));
    }
    try {
      JobSimulation simulation =
          new JobSimulation(
              jobs.orElseThrow(), profiles.get(), cluster, restartSeconds(), knowledge, seed);
      TrainingRows rows = simulation.run(known);
      System.out.print(json ? rows.json() : table(rows));
    } catch (IOException | IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private OptionalDouble restartSeconds() throws UsageException {
    if (restart.equals(BY_MODEL)) {
      return OptionalDouble.empty();
    }
    long millis;
    try {
      millis = new DurationConverter().convert(restart).toMillis();
    } catch (RuntimeException e) {
      throw new UsageException(
          "--restart " + restart + " is neither a time, such as 30s, nor model.");
    }
    if (millis < 0) {
      throw new UsageException("--restart " + restart + " is negative. Give 0s or more.");
    }
    return OptionalDouble.of(millis / 1000.0);
  }

  private static String names() {
    return "Training jobs are scheduled by: "
        + String.join(", ", Arrays.stream(TrainingPolicy.values()).map(TrainingPolicy::id).toList())
        + ".";
  }

  private static String table(TrainingRows rows) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%-16s %-7s %9s %9s %9s %10s %9s %13s %9s %8s%n",
            "POLICY",
            "KNOWS",
            "MEAN JCT",
            "MEDIAN",
            "P99",
            "MAKESPAN",
            "RESTARTS",
            "DEVICE-HOURS",
            "USD",
            "UNFAIR"));
    for (TrainingRow row : rows.rows()) {
      TrainingRow.Figures figures = row.figures();
      text.append(
          String.format(
              Locale.ROOT,
              "%-16s %-7s %7.0f s %7.0f s %7.0f s %8.0f s %9.2f %13.1f %9s %8.2f%n",
              row.run().policy(),
              row.run().knowledge(),
              figures.meanJct(),
              figures.medianJct(),
              figures.p99Jct(),
              figures.makespan(),
              figures.restarts(),
              figures.deviceHours(),
              usd(figures.knownCost()),
              figures.worstFairness()));
    }
    return text.toString();
  }

  private static String usd(OptionalDouble cost) {
    return cost.isEmpty() ? "-" : String.format(Locale.ROOT, "%.2f", cost.getAsDouble());
  }
}
