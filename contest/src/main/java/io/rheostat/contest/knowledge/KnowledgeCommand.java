package io.rheostat.contest.knowledge;

import io.rheostat.config.yaml.ConfigException;
import io.rheostat.contest.matrix.Case;
import io.rheostat.contest.matrix.MatrixPlan;
import io.rheostat.contest.matrix.RunProgress;
import io.rheostat.contest.matrix.RunSelection;
import io.rheostat.contest.matrix.SeededTrial;
import io.rheostat.contest.report.KnowledgePage;
import io.rheostat.contest.report.PolicyRow;
import io.rheostat.contest.report.RowsJson;
import io.rheostat.contest.report.SettingsOrigin;
import io.rheostat.contest.scenario.Trials;
import io.rheostat.contest.trial.Contest;
import io.rheostat.contest.trial.PolicyTrial;
import io.rheostat.contest.trial.RheostatPolicy;
import io.rheostat.contest.trial.TrialResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `rheostat bench knowledge`.
@Command(
    name = "knowledge",
    description =
        "What Rheostat would earn if it knew more: the true capacity, an earlier window of the"
            + " service, both. Beside the committed report's best in hindsight. Same program, same"
            + " bytes.",
    footer = {"", "Example: rheostat bench knowledge --data ../shared/data/traces"})
public final class KnowledgeCommand implements Callable<Integer> {
  private static final int REFUSED = 2;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "The folder of recorded traces; the environment variable RHEOSTAT_DATA if left out.")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "TRACE",
      description = "Traces to run, such as azure-conv or random-ramps-constant; all if left out.")
  private List<String> only = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the report goes: docs/benchmarks, or with --only nowhere, if left out.")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--threads", paramLabel = "N", description = "As many as cores if left out.")
  private Optional<Integer> threads = Optional.empty();

  @Override
  public Integer call() throws IOException, ConfigException, InterruptedException {
    Path home = Path.of(System.getProperty("rheostat.home", "."));
    Path committed = home.resolve("docs/benchmarks/policies.json");
    if (!Files.isRegularFile(committed)) {
      return refused("there is no " + committed + ". Run bench policies first.");
    }
    if (threads.isPresent() && threads.get() < 1) {
      return refused("--threads " + threads.get() + " is below 1. Give 1 or more.");
    }
    Trials trials = Trials.shipped(home, data);
    List<Run> runs;
    try {
      runs = runs(trials);
    } catch (IOException e) {
      return refused(String.valueOf(e.getMessage()));
    }
    if (runs.isEmpty()) {
      return refused("--only: there is no such trace. Name one of config/scenarios.");
    }
    write(rows(runs), committed, home);
    return 0;
  }

  private void write(List<PolicyRow> rows, Path committed, Path home) throws IOException {
    String page = KnowledgePage.of(rows, RowsJson.read(Files.readString(committed)));
    Optional<Path> folder =
        only.isEmpty() ? Optional.of(out.orElse(home.resolve("docs/benchmarks"))) : out;
    if (folder.isPresent()) {
      Files.createDirectories(folder.get());
      Files.writeString(folder.get().resolve("knowledge.md"), page);
      Files.writeString(folder.get().resolve("knowledge.json"), RowsJson.write(rows));
    } else {
      System.out.print(page);
    }
  }

  private static int refused(String problem) {
    System.err.println(problem);
    return REFUSED;
  }

  /// One trial, run with one knowledge.
  private record Run(Case of, SeededTrial entrant, PolicyTrial earlier, Knowledge knowledge) {
    PolicyTrial trial() {
      return knowledge.of(entrant.trial(), earlier);
    }

    long weight() {
      PolicyTrial trial = entrant.trial();
      return trial.scenario().requests(trial.workload()).size();
    }

    PolicyRow row() {
      TrialResult result = Contest.run(trial(), new RheostatPolicy(), entrant.seed());
      return new PolicyRow(
          "rheostat",
          SettingsOrigin.RHEOSTAT,
          of.conditions(),
          result.as(knowledge.words()),
          Double.POSITIVE_INFINITY);
    }
  }

  private List<Run> runs(Trials trials) throws IOException, ConfigException {
    EarlierWindows windows = new EarlierWindows(trials);
    List<Run> runs = new ArrayList<>();
    for (Case one :
        new MatrixPlan(trials, new RunSelection(only, RunSelection.Part.ONE_TYPE)).cases()) {
      for (Knowledge knowledge : Knowledge.values()) {
        for (int i = 0; i < one.entrants().size(); i++) {
          runs.add(new Run(one, one.entrants().get(i), windows.of(one, i), knowledge));
        }
      }
    }
    return runs;
  }

  private List<PolicyRow> rows(List<Run> runs) throws InterruptedException {
    long weight = runs.stream().mapToLong(Run::weight).sum();
    RunProgress progress = new RunProgress(InstantSource.system(), System.err, weight);
    int cores = threads.orElse(Runtime.getRuntime().availableProcessors());
    List<PolicyRow> rows = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(cores)) {
      List<Future<PolicyRow>> futures = new ArrayList<>();
      for (Run run : runs) {
        futures.add(
            pool.submit(
                () -> {
                  PolicyRow row = run.row();
                  progress.ran(run.weight());
                  return row;
                }));
      }
      for (Future<PolicyRow> future : futures) {
        rows.add(future.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a run failed", e.getCause());
    }
    progress.end();
    return rows;
  }
}
