package io.rheostat.contest.training.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Mean completion times of Pollux's artifact at load 1, from its raw results.
public final class PublishedMeans {
  private static final String EXPERIMENTS = "results-jobload/";
  private static final String LOAD = "-1.0";

  private PublishedMeans() {}

  /// A policy on a workload, and its mean in seconds.
  private record Mean(String key, double seconds) {}

  /// Reads the means in seconds, by `POLICY WORKLOAD`.
  ///
  /// @throws IOException with the file, line and column of a problem
  public static Map<String, Double> read(Path file) throws IOException {
    Map<String, Double> means = new HashMap<>();
    for (Mean mean : Table.read(file, PublishedMeans::mean)) {
      means.put(mean.key(), mean.seconds());
    }
    return means;
  }

  private static Mean mean(Table.Row row) throws IOException {
    String experiment = row.text("experiment");
    boolean isWhole = experiment.startsWith(EXPERIMENTS) && experiment.endsWith(LOAD);
    String policy =
        isWhole
            ? experiment.substring(EXPERIMENTS.length(), experiment.length() - LOAD.length())
            : experiment;
    return new Mean(policy + " " + row.text("workload"), row.positive("avg_jct_s"));
  }
}
