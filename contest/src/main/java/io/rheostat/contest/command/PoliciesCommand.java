package io.rheostat.contest.command;

import io.rheostat.config.yaml.ConfigException;
import io.rheostat.contest.matrix.Case;
import io.rheostat.contest.matrix.Matrix;
import io.rheostat.contest.matrix.MatrixPlan;
import io.rheostat.contest.matrix.RunProgress;
import io.rheostat.contest.matrix.RunSelection;
import io.rheostat.contest.report.Drift;
import io.rheostat.contest.report.PolicyRow;
import io.rheostat.contest.report.RowsJson;
import io.rheostat.contest.scenario.TraceFolder;
import io.rheostat.contest.scenario.Trials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `rheostat bench policies`.
@Command(
    name = "policies",
    description =
        "All policies on all traces, start-ups and device types; writes the report with its"
            + " pictures. Same program, same bytes.",
    footer = {
      "",
      "Example: rheostat bench policies --data ../shared/data/traces",
      "         rheostat bench policies --subset --check"
    })
public final class PoliciesCommand implements Callable<Integer> {
  private static final int REFUSED = 2;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "The folder of recorded traces; the environment variable RHEOSTAT_DATA if left out.")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where the report goes: docs/benchmarks, or with --subset, --only or --check nowhere, if"
              + " left out.")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--subset",
      description =
          "The part of two minutes: the published ramps and two recorded traces with families as"
              + " shipped, and some random ramps.")
  private boolean subset;

  @Option(
      names = "--own",
      description =
          "Rheostat alone; all other rows of the report are taken from the committed one, for a"
              + " change of Rheostat's policy does not touch them.")
  private boolean own;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "TRACE",
      description = "Traces to run, such as azure-conv or random-ramps-constant; all if left out.")
  private List<String> only = List.of();

  @Option(
      names = "--check",
      description = "Fail when rows differ from those of the committed docs/benchmarks.")
  private boolean check;

  @Option(names = "--threads", paramLabel = "N", description = "As many as cores if left out.")
  private Optional<Integer> threads = Optional.empty();

  @Override
  public Integer call() throws IOException, ConfigException, InterruptedException {
    Path home = Path.of(System.getProperty("rheostat.home", "."));
    Path committed = home.resolve("docs/benchmarks/policies.json");
    Optional<String> problem = problem(committed);
    if (problem.isPresent()) {
      System.err.println(problem.get());
      return REFUSED;
    }
    RunSelection choice = choice();
    List<Case> cases;
    try {
      cases = new MatrixPlan(Trials.shipped(home, data), choice).cases();
    } catch (IOException e) {
      System.err.println(e.getMessage());
      return REFUSED;
    }
    if (cases.isEmpty()) {
      System.err.println("--only: there is no such trace. Name one of config/scenarios.");
      return REFUSED;
    }
    List<PolicyRow> rows = run(cases);
    if (own && !check) {
      rows = Drift.replaced(RowsJson.read(Files.readString(committed)), rows);
    }
    Optional<Path> folder =
        subset || check || (!only.isEmpty() && !own)
            ? out
            : Optional.of(out.orElse(home.resolve("docs/benchmarks")));
    if (folder.isPresent()) {
      PoliciesReport.write(rows, folder.get());
    }
    return check ? compare(committed, rows, choice) : 0;
  }

  private Optional<String> problem(Path committed) {
    if (folder().isPresent() && !Files.isDirectory(folder().get())) {
      return Optional.of(
          "--data "
              + folder().get()
              + " is no folder. Give the one that the traces are in, or set "
              + TraceFolder.VARIABLE
              + ".");
    }
    if (threads.isPresent() && threads.get() < 1) {
      return Optional.of("--threads " + threads.get() + " is below 1. Give 1 or more.");
    }
    if (own && subset) {
      return Optional.of("--own and --subset do not go together. Give one of them.");
    }
    if ((check || own) && !Files.isRegularFile(committed)) {
      return Optional.of(
          (check ? "--check" : "--own")
              + ": there is no "
              + committed
              + ". Run bench policies and commit what it writes.");
    }
    return Optional.empty();
  }

  private Optional<Path> folder() {
    return TraceFolder.given(data);
  }

  private RunSelection choice() {
    if (!subset) {
      return new RunSelection(only, own ? RunSelection.Part.OWN : RunSelection.Part.ALL);
    }
    List<String> traces = new ArrayList<>(RunSelection.RAMPS);
    if (folder().isPresent()) {
      traces.addAll(RunSelection.RECORDED);
    } else {
      System.err.println(
          "skipped for want of --data: " + String.join(", ", RunSelection.RECORDED) + ".");
    }
    if (!only.isEmpty()) {
      traces.retainAll(only);
    }
    return new RunSelection(traces, RunSelection.Part.QUICK);
  }

  private List<PolicyRow> run(List<Case> cases) throws InterruptedException {
    long weight = cases.stream().mapToLong(Case::weight).sum();
    RunProgress progress = new RunProgress(InstantSource.system(), System.err, weight);
    int cores = threads.orElse(Runtime.getRuntime().availableProcessors());
    List<PolicyRow> rows = Matrix.run(cases, cores, progress);
    progress.end();
    return rows;
  }

  private static int compare(Path committed, List<PolicyRow> rows, RunSelection choice)
      throws IOException {
    List<PolicyRow> before = RowsJson.read(Files.readString(committed));
    List<PolicyRow> fresh = rows.stream().filter(choice.rows()).toList();
    List<String> drifted = Drift.between(before, fresh, choice.rows());
    return CommittedRows.report(drifted, fresh.size(), "bench policies");
  }
}
