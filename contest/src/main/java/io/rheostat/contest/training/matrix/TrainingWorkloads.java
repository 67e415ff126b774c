package io.rheostat.contest.training.matrix;

import io.rheostat.contest.training.file.ProfileFolder;
import io.rheostat.contest.training.file.PublishedMeans;
import io.rheostat.contest.training.file.WorkloadFile;
import io.rheostat.simulator.jobs.Submission;
import io.rheostat.simulator.jobs.table.Application;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Jobs of the benchmark by name: the five published workloads, each with every second job (load
/// 0.5), and two unions of two (load 2).
///
/// @param jobs by the name of the workload
/// @param published mean completion times of the paper's raw results, by policy and workload
public record TrainingWorkloads(
    SortedMap<String, List<Submission>> jobs, Map<String, Double> published) {
  /// Number of published workloads.
  static final int PUBLISHED = 5;

  /// Reads the workloads of Pollux's artifact.
  ///
  /// @param data folder with `training/pollux`
  /// @throws IOException with the file and its problem
  public static TrainingWorkloads read(Path data) throws IOException {
    Path folder = data.resolve("training/pollux");
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + " is no folder. Give the one with training/pollux as --data.");
    }
    Map<String, Application> applications =
        ProfileFolder.read(folder.resolve("profiles"), TrainingWorld.MIXED_SPEEDS);
    SortedMap<String, List<Submission>> jobs = new TreeMap<>();
    for (int w = 1; w <= PUBLISHED; w++) {
      Path file = folder.resolve("workloads/workload-" + w + ".csv");
      List<Submission> all = WorkloadFile.read(file, applications);
      jobs.put(published(w), all);
      List<Submission> half = new ArrayList<>();
      for (int j = 0; j < all.size(); j += 2) {
        half.add(all.get(j));
      }
      jobs.put(half(w), half);
    }
    for (int w = 1; w <= 3; w += 2) {
      jobs.put(union(w), union(jobs, w));
    }
    return new TrainingWorkloads(
        jobs, PublishedMeans.read(folder.resolve("published-avg-jct.csv")));
  }

  private static List<Submission> union(Map<String, List<Submission>> jobs, int first) {
    List<Submission> both = new ArrayList<>();
    for (int w = first; w <= first + 1; w++) {
      int workload = w;
      for (Submission job : jobs.getOrDefault(published(w), List.of())) {
        both.add(
            new Submission(
                "w" + workload + "-" + job.name(),
                job.atSeconds(),
                job.application(),
                job.replicas(),
                job.batch()));
      }
    }
    return both;
  }

  /// Returns the name of a published workload.
  ///
  /// @param workload from 1 on
  public static String published(int workload) {
    return "workload-" + workload;
  }

  static String half(int workload) {
    return published(workload) + "-half";
  }

  static String union(int first) {
    return published(first) + "-and-" + (first + 1);
  }
}
