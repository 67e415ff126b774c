package io.rheostat.benchmarks.accuracy;

import io.rheostat.config.load.ConfigLoader;
import io.rheostat.config.yaml.ConfigException;
import io.rheostat.contest.capacity.OfflineCapacity;
import io.rheostat.contest.history.FleetHistory;
import io.rheostat.contest.matrix.Case;
import io.rheostat.contest.matrix.MatrixPlan;
import io.rheostat.contest.matrix.RunSelection;
import io.rheostat.contest.matrix.SeededTrial;
import io.rheostat.contest.scenario.Trials;
import io.rheostat.model.fleet.Fleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `rheostat bench accuracy`.
@Command(
    name = "accuracy",
    description =
        "Forecasts, estimates and decisions against the simulated truth on the published traces,"
            + " and backtests of recorded simulations against their record. Same program, same"
            + " bytes.",
    footer = {
      "",
      "Example: rheostat bench accuracy --data ../shared/data/traces",
      "Example: rheostat bench accuracy --data ../shared/data/traces --subset --check"
    })
public final class AccuracyCommand implements Callable<Integer> {
  private static final int REFUSED = 2;

  /// Start-up of the replicas, as published with the ramp.
  private static final int STARTUP_SECONDS = 100;

  private static final Duration DAY = Duration.ofHours(24);
  private static final int DAYS = 2;

  /// Traces of the part that CI runs.
  private static final List<String> SUBSET =
      List.of("llm-d-ramp", "random-ramps-poisson", "azure-conv");

  /// Length of the part of a demo day that CI runs.
  private static final Duration SUBSET_HOURS = Duration.ofHours(2);

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "The folder of recorded traces; the environment variable RHEOSTAT_DATA if left out.")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--subset",
      description = "Three traces, and two hours of a demo day, as CI runs.")
  private boolean subset;

  @Option(
      names = "--check",
      description = "Write nothing; exit with 1 when a line of the committed report differs.")
  private boolean check;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the report goes: docs/benchmarks, or with --subset nowhere.")
  private Optional<Path> out = Optional.empty();

  @Override
  public Integer call() throws IOException, ConfigException, InterruptedException {
    Path home = Path.of(System.getProperty("rheostat.home", "."));
    Path committed = home.resolve("docs/benchmarks/accuracy.md");
    if (check && !Files.isRegularFile(committed)) {
      System.err.println("--check: there is no " + committed + ". Run bench accuracy first.");
      return REFUSED;
    }
    List<PredictionRow> predictions = new ArrayList<>();
    List<ReproductionRow> reproductions = new ArrayList<>();
    try {
      traces(home, predictions, reproductions);
    } catch (IOException e) {
      System.err.println(e.getMessage());
      return REFUSED;
    }
    days(home, reproductions);
    String page = AccuracyPage.of(predictions, reproductions);
    if (check) {
      return checked(Files.readString(committed), predictions, reproductions);
    }
    Optional<Path> folder = subset ? out : Optional.of(out.orElse(home.resolve("docs/benchmarks")));
    if (folder.isPresent()) {
      Files.createDirectories(folder.get());
      Files.writeString(folder.get().resolve("accuracy.md"), page);
    } else {
      System.out.print(page);
    }
    return 0;
  }

  private void traces(
      Path home, List<PredictionRow> predictions, List<ReproductionRow> reproductions)
      throws IOException, ConfigException, InterruptedException {
    Trials trials = Trials.shipped(home, data);
    RunSelection selection =
        new RunSelection(subset ? SUBSET : List.of(), RunSelection.Part.ONE_TYPE);
    OfflineCapacity offline = new OfflineCapacity();
    for (Case one : new MatrixPlan(trials, selection).cases()) {
      if (one.conditions().startupSeconds() != STARTUP_SECONDS) {
        continue;
      }
      SeededTrial entrant = one.entrants().getFirst();
      RecordedTrial run = RecordedTrial.of(entrant.trial(), entrant.seed());
      PredictionRow row = run.predictions(STARTUP_SECONDS, offline);
      System.err.print(AccuracyPage.line(row));
      predictions.add(row);
      reproduced(row.trace(), run.history(), reproductions);
    }
  }

  private void days(Path home, List<ReproductionRow> reproductions)
      throws ConfigException, InterruptedException {
    Fleet fleet =
        ConfigLoader.load(home.resolve("config/scenarios/demo"), home.resolve("config/signals"))
            .fleet();
    reproduced("two hours of the demo", RecordedDay.of(fleet, SUBSET_HOURS, 1), reproductions);
    for (int day = 1; day <= (subset ? 0 : DAYS); day++) {
      String name = String.format(Locale.ROOT, "day %d of the demo", day);
      reproduced(name, RecordedDay.of(fleet, DAY, day), reproductions);
    }
  }

  private static void reproduced(
      String section, FleetHistory history, List<ReproductionRow> reproductions)
      throws InterruptedException {
    List<ReproductionRow> rows = ReproductionRow.of(section, history);
    rows.forEach(row -> System.err.print(AccuracyPage.line(row)));
    reproductions.addAll(rows);
  }

  /// Compares lines one by one: a subset has not the line over all traces.
  private static int checked(
      String committed, List<PredictionRow> predictions, List<ReproductionRow> reproductions) {
    List<String> lines = new ArrayList<>(AccuracyPage.coverage(predictions));
    lines.removeLast();
    predictions.forEach(row -> lines.add(AccuracyPage.line(row)));
    reproductions.forEach(row -> lines.add(AccuracyPage.line(row)));
    int differing = 0;
    for (String line : lines) {
      if (!committed.contains(line)) {
        System.out.print("differs: " + line);
        differing++;
      }
    }
    System.out.println(
        differing == 0
            ? "accuracy.md: " + lines.size() + " lines are as committed."
            : "accuracy.md: " + differing + " of " + lines.size() + " lines differ.");
    return differing == 0 ? 0 : 1;
  }
}
