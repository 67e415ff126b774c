package io.rheostat.contest.command;

import io.rheostat.contest.training.matrix.TrainingCase;
import io.rheostat.contest.training.matrix.TrainingMatrix;
import io.rheostat.contest.training.matrix.TrainingRuns;
import io.rheostat.contest.training.matrix.TrainingWorkloads;
import io.rheostat.contest.training.report.TrainingReport;
import io.rheostat.contest.training.report.TrainingRow;
import io.rheostat.contest.training.report.TrainingRows;
import io.rheostat.simulator.jobs.JobScore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `rheostat bench training`.
@Command(
    name = "training",
    description =
        "Schedulers of training jobs on published workloads: writes the report with its pictures."
            + " Same program, same bytes.",
    footer = {
      "",
      "Example: rheostat bench training --data ../shared/data",
      "         rheostat bench training --data ../shared/data --subset --check"
    })
public final class TrainingCommand implements Callable<Integer> {
  private static final int REFUSED = 2;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "Folder with training/pollux.")
  private Path data = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where the report goes: docs/benchmarks, or with --subset or --check nowhere, if left"
              + " out.")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--subset", description = "The part of a minute: every policy on one workload.")
  private boolean subset;

  @Option(
      names = "--check",
      description = "Fail when rows differ from those of the committed docs/benchmarks.")
  private boolean check;

  @Option(names = "--json", description = "Print the rows as JSON.")
  private boolean json;

  @Option(names = "--threads", paramLabel = "N", description = "As many as cores if left out.")
  private Optional<Integer> threads = Optional.empty();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path home = Path.of(System.getProperty("rheostat.home", "."));
    Path committed = home.resolve("docs/benchmarks/training.json");
    Optional<String> problem = problem(committed);
    if (problem.isPresent()) {
      System.err.println(problem.get());
      return REFUSED;
    }
    TrainingWorkloads workloads;
    try {
      workloads = TrainingWorkloads.read(data);
    } catch (IOException e) {
      System.err.println(e.getMessage());
      return REFUSED;
    }
    TrainingRows rows = run(workloads);
    Optional<Path> folder =
        subset || check ? out : Optional.of(out.orElse(home.resolve("docs/benchmarks")));
    if (folder.isPresent()) {
      TrainingReport.write(rows, folder.get());
    }
    if (json) {
      System.out.print(rows.json());
    } else {
      System.out.println(DecisionTime.measured());
    }
    return check ? compare(committed, rows) : 0;
  }

  private Optional<String> problem(Path committed) {
    if (threads.isPresent() && threads.get() < 1) {
      return Optional.of("--threads " + threads.get() + " is below 1. Give 1 or more.");
    }
    if (check && !Files.isRegularFile(committed)) {
      return Optional.of(
          "--check: there is no " + committed + ". Run bench training and commit what it writes.");
    }
    return Optional.empty();
  }

  private TrainingRows run(TrainingWorkloads workloads) throws InterruptedException {
    List<TrainingCase> cases = subset ? TrainingMatrix.subset() : TrainingMatrix.all();
    int cores = threads.orElse(Runtime.getRuntime().availableProcessors());
    List<JobScore> scores = TrainingRuns.of(cases, workloads, cores, System.err);
    List<TrainingRow> rows = new ArrayList<>();
    for (int i = 0; i < scores.size(); i++) {
      rows.add(TrainingRow.of(cases.get(i), scores.get(i)));
    }
    return new TrainingRows(rows, workloads.published());
  }

  private static int compare(Path committed, TrainingRows rows) throws IOException {
    List<String> drifted = rows.drifted(TrainingRows.read(Files.readString(committed)));
    return CommittedRows.report(drifted, rows.rows().size(), "bench training");
  }
}
