package io.rheostat.verification.trouble;

import io.rheostat.config.load.ScenarioLoader;
import io.rheostat.config.load.TroubleLoader;
import io.rheostat.config.scenario.ScenarioFile;
import io.rheostat.config.scenario.TroubleFile;
import io.rheostat.config.yaml.ConfigException;
import io.rheostat.contest.scenario.PolicyNames;
import io.rheostat.contest.scenario.PolicyVariant;
import io.rheostat.contest.scenario.ScenarioTrial;
import io.rheostat.contest.scenario.TraceFolder;
import io.rheostat.contest.trial.PolicyTrial;
import io.rheostat.contest.trouble.TroubleRow;
import io.rheostat.contest.trouble.TroubleTrial;
import io.rheostat.simulator.loop.HostVariant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// All troubles of a folder on their scenarios, by several policies.
///
/// @param folder of trouble files
/// @param signals the folder of signal presets
/// @param seed of the simulated worlds
record TroubleRuns(Path folder, Path signals, long seed) {
  /// One cell of the report.
  private record Cell(String policy, TroubleFile file, Path scenario) {}

  /// Returns the trouble files by name.
  SortedMap<String, TroubleFile> files() throws IOException, ConfigException {
    List<Path> paths;
    try (Stream<Path> listed = Files.list(folder)) {
      paths = listed.filter(path -> path.toString().endsWith(".yaml")).sorted().toList();
    }
    SortedMap<String, TroubleFile> files = new TreeMap<>();
    for (Path path : paths) {
      TroubleFile file = TroubleLoader.load(path);
      files.put(file.name(), file);
    }
    return files;
  }

  /// Runs them: as many cells at a time as there are cores, cells of one scenario and policy one
  /// after the other.
  ///
  /// @param taken selection of troubles
  /// @param variant faults of Rheostat's host
  /// @param progress receives each row, on any thread
  /// @return by trouble, scenario and policy
  List<TroubleRow> rows(
      Predicate<String> taken,
      List<String> policies,
      HostVariant variant,
      Consumer<TroubleRow> progress)
      throws IOException, ConfigException, InterruptedException {
    List<Cell> cells = new ArrayList<>();
    for (TroubleFile file : files().values()) {
      for (String scenario : taken.test(file.name()) ? file.scenarios() : List.<String>of()) {
        policies.forEach(policy -> cells.add(new Cell(policy, file, folder.resolve(scenario))));
      }
    }
    SortedMap<Path, ScenarioTrial> scenarios = scenarios(cells);
    PolicyNames known = new PolicyNames();
    SortedMap<String, Future<SortedMap<Integer, TroubleRow>>> lanes = new TreeMap<>();
    try (ExecutorService cores =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      for (Cell cell : cells) {
        String lane = lane(cell);
        if (!lanes.containsKey(lane)) {
          ScenarioTrial scenario = Objects.requireNonNull(scenarios.get(cell.scenario()));
          PolicyTrial trial = scenario.trial(scenario.scenario().name(), PolicyVariant.NONE);
          TroubleTrial runs = new TroubleTrial(trial, known, seed);
          lanes.put(lane, cores.submit(() -> lane(runs, cells, lane, variant, progress)));
        }
      }
    }
    SortedMap<Integer, TroubleRow> rows = new TreeMap<>();
    for (Future<SortedMap<Integer, TroubleRow>> lane : lanes.values()) {
      rows.putAll(value(lane));
    }
    return List.copyOf(rows.values());
  }

  /// Runs the cells of one lane, in order, and returns their rows by position.
  private static SortedMap<Integer, TroubleRow> lane(
      TroubleTrial runs,
      List<Cell> cells,
      String lane,
      HostVariant variant,
      Consumer<TroubleRow> progress)
      throws ConfigException {
    SortedMap<Integer, TroubleRow> rows = new TreeMap<>();
    for (int i = 0; i < cells.size(); i++) {
      Cell one = cells.get(i);
      if (lane(one).equals(lane)) {
        TroubleRow row = runs.row(one.policy(), one.file(), variant);
        progress.accept(row);
        rows.put(i, row);
      }
    }
    return rows;
  }

  private SortedMap<Path, ScenarioTrial> scenarios(List<Cell> cells)
      throws IOException, ConfigException {
    SortedMap<Path, ScenarioTrial> scenarios = new TreeMap<>();
    for (Cell cell : cells) {
      if (!scenarios.containsKey(cell.scenario())) {
        ScenarioFile file = ScenarioLoader.load(cell.scenario(), signals);
        TraceFolder none = new TraceFolder(Optional.empty(), Optional.empty());
        scenarios.put(cell.scenario(), ScenarioTrial.of(file, none, seed));
      }
    }
    return scenarios;
  }

  private static String lane(Cell cell) {
    return cell.scenario() + " " + cell.policy();
  }

  private static <T> T value(Future<T> run) throws InterruptedException {
    try {
      return run.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw refused;
      }
      throw new IllegalStateException("a policy failed under trouble", e.getCause());
    }
  }
}
