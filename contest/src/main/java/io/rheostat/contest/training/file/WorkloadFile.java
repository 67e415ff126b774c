package io.rheostat.contest.training.file;

import io.rheostat.simulator.jobs.Submission;
import io.rheostat.simulator.jobs.table.Application;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Jobs submitted over time, in the format of Pollux's artifact: name, time in seconds,
/// application, and a tuned static number of replicas and global batch.
public final class WorkloadFile {
  private WorkloadFile() {}

  /// Reads the jobs of a file.
  ///
  /// @param applications profiles by name
  /// @throws IOException with the file, line and column of a problem
  public static List<Submission> read(Path file, Map<String, Application> applications)
      throws IOException {
    Set<String> names = new HashSet<>();
    return Table.read(
        file,
        row -> {
          Application application = applications.get(row.text("application"));
          if (application == null) {
            throw row.problem("application", "one of " + applications.keySet());
          }
          double at = row.number("time");
          int replicas = row.whole("num_replicas");
          int most = application.mostWithinBatch();
          if (replicas > most) {
            throw row.problem("num_replicas", "at most " + most);
          }
          if (!names.add(row.text("name"))) {
            throw row.problem("name", "a name that no earlier job has");
          }
          double batch = row.positive("batch_size");
          double least = replicas * application.range().minPerReplica();
          if (at < 0) {
            throw row.problem("time", "0 or more");
          }
          if (batch > application.range().max() || batch < least) {
            throw row.problem(
                "batch_size", "between " + least + " and " + application.range().max());
          }
          return new Submission(row.text("name"), at, application, replicas, batch);
        });
  }
}
