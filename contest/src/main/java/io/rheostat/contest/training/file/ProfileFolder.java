package io.rheostat.contest.training.file;

import io.rheostat.core.training.GradientStatistics;
import io.rheostat.model.fleet.BatchRange;
import io.rheostat.simulator.jobs.table.Application;
import io.rheostat.simulator.jobs.table.EpochTable;
import io.rheostat.simulator.jobs.table.StepTable;
import io.rheostat.simulator.jobs.table.StepTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Profiles of applications in the format of Pollux's artifact (OSDI 2021): a folder each, with
/// `placements.csv`, `scalability.csv` and a `validation-BATCH.csv` for each global batch.
///
/// The batch range follows from the files: the smallest and largest validation batch, and the
/// smallest and largest local batch measured on one replica. All replicas accumulate.
public final class ProfileFolder {
  private static final Pattern VALIDATION = Pattern.compile("validation-(\\d+)\\.csv");

  /// Largest local batch of applications that run below the largest measured one: Pollux's own
  /// simulator caps YOLOv3 at 8.
  private static final Map<String, Double> MOST_LOCAL = Map.of("yolov3", 8.0);

  /// Applications on one device at the largest batch, as in Pollux's own simulator: NeuMF takes
  /// half a minute there.
  private static final List<String> SINGLE = List.of("ncf");

  private ProfileFolder() {}

  /// Reads all applications of a folder, by name.
  ///
  /// @param speeds relative speed of other device types by application and type; none for the
  ///     measured type alone
  /// @throws IOException with the file and its problem
  public static Map<String, Application> read(Path folder, Map<String, Map<String, Double>> speeds)
      throws IOException {
    Map<String, Application> applications = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + " is no folder. Name one with a folder for each application.");
    }
    try (Stream<Path> inside = Files.list(folder)) {
      for (Path path : inside.filter(Files::isDirectory).sorted().toList()) {
        String name = String.valueOf(path.getFileName());
        applications.put(name, application(path, name, speeds.getOrDefault(name, Map.of())));
      }
    }
    if (applications.isEmpty()) {
      throw new IOException(folder + " has no folder of an application.");
    }
    return applications;
  }

  private static Application application(Path path, String name, Map<String, Double> speeds)
      throws IOException {
    StepTable steps =
        new StepTable(
            Table.read(path.resolve("placements.csv"), ProfileFolder::placement),
            Table.read(path.resolve("scalability.csv"), ProfileFolder::width));
    EpochTable epochs = epochs(path);
    double most = MOST_LOCAL.getOrDefault(name, steps.mostBatch());
    BatchRange range =
        new BatchRange(epochs.leastBatch(), epochs.mostBatch(), steps.leastBatch(), most, true);
    boolean single = SINGLE.contains(name);
    return new Application(
        name,
        range,
        single ? 1 : Integer.MAX_VALUE,
        single ? Optional.of(range.max()) : Optional.empty(),
        steps,
        epochs,
        speeds);
  }

  private static StepTable.PlacementRow placement(Table.Row row) throws IOException {
    String digits = row.text("placement");
    int[] replicas = digits.chars().map(c -> c - '0').toArray();
    if (!digits.matches("[1-9]{1,64}")) {
      throw row.problem("placement", "one digit a node, such as 44");
    }
    return new StepTable.PlacementRow(replicas, row.positive("local_bsz"), times(row));
  }

  private static StepTable.Row width(Table.Row row) throws IOException {
    return new StepTable.Row(
        row.whole("num_nodes"), row.whole("num_replicas"), row.positive("local_bsz"), times(row));
  }

  private static StepTimes times(Table.Row row) throws IOException {
    StepTimes times = new StepTimes(row.positive("step_time"), row.number("sync_time"));
    if (times.passSeconds() <= 0 || times.syncSeconds() < 0) {
      throw row.problem("sync_time", "0 or more and below step_time");
    }
    return times;
  }

  private static EpochTable epochs(Path path) throws IOException {
    Map<Double, List<EpochTable.Epoch>> runs = new TreeMap<>();
    try (Stream<Path> inside = Files.list(path)) {
      for (Path file : inside.sorted().toList()) {
        Matcher matcher = VALIDATION.matcher(String.valueOf(file.getFileName()));
        if (matcher.matches()) {
          List<EpochTable.Epoch> run = new ArrayList<>();
          for (EpochTable.Epoch epoch : Table.read(file, ProfileFolder::epoch)) {
            run.add(epoch);
          }
          runs.put(Double.valueOf(matcher.group(1)), run);
        }
      }
    }
    if (runs.isEmpty()) {
      throw new IOException(path + " has no validation-BATCH.csv.");
    }
    try {
      return new EpochTable(runs);
    } catch (IllegalArgumentException e) {
      throw new IOException(path + ": " + e.getMessage(), e);
    }
  }

  private static EpochTable.Epoch epoch(Table.Row row) throws IOException {
    return new EpochTable.Epoch(
        row.positive("progress"),
        row.positive("iteration"),
        new GradientStatistics(row.number("grad_sqr"), row.number("grad_var")));
  }
}
