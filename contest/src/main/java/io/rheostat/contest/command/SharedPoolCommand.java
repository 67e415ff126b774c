package io.rheostat.contest.command;

import io.rheostat.contest.training.shared.SharedPool;
import io.rheostat.contest.training.shared.SharedPoolCase;
import io.rheostat.contest.training.shared.SharedPoolPage;
import io.rheostat.contest.training.shared.SharedPoolResult;
import io.rheostat.contest.training.shared.SharedPoolRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/// `rheostat bench shared-pool`.
@Command(
    name = "shared-pool",
    description =
        "A service and training jobs in one pool, beside static splits of its devices: writes"
            + " the report. Same program, same bytes.",
    footer = {
      "",
      "Example: rheostat bench shared-pool --data ../shared/data",
      "         rheostat bench shared-pool --data ../shared/data --subset --check"
    })
public final class SharedPoolCommand implements Callable<Integer> {
  private static final int REFUSED = 2;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "Folder with traces and training/pollux.")
  private Path data = Path.of("");

  @Option(names = "--subset", description = "Two simulated hours of one pool; writes nothing.")
  private boolean subset;

  @Option(
      names = "--check",
      description = "Fail when rows differ from those of the committed docs/benchmarks.")
  private boolean check;

  @Option(names = "--threads", paramLabel = "N", description = "As many as cores if left out.")
  private Optional<Integer> threads = Optional.empty();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path home = Path.of(System.getProperty("rheostat.home", "."));
    Path folder = home.resolve("docs/benchmarks");
    Path committed = folder.resolve("shared-pool.json");
    if (threads.isPresent() && threads.get() < 1) {
      return refused("--threads " + threads.get() + " is below 1. Give 1 or more.");
    }
    if (check && !Files.isRegularFile(committed)) {
      return refused(
          "--check: there is no "
              + committed
              + ". Run bench shared-pool and commit what it writes.");
    }
    SharedPool pool;
    try {
      pool = SharedPool.read(home, data);
    } catch (IOException e) {
      return refused(String.valueOf(e.getMessage()));
    }
    SharedPoolRows rows = run(pool);
    if (check) {
      return compare(committed, rows);
    }
    if (subset) {
      System.out.print(rows.json());
      return 0;
    }
    Files.createDirectories(folder);
    Files.writeString(committed, rows.json());
    Files.writeString(folder.resolve("shared-pool.md"), SharedPoolPage.of(rows));
    return 0;
  }

  private static int refused(String problem) {
    System.err.println(problem);
    return REFUSED;
  }

  private SharedPoolRows run(SharedPool pool) throws InterruptedException {
    List<SharedPoolCase> cases = subset ? SharedPoolCase.subset() : SharedPoolCase.all();
    int cores = threads.orElse(Runtime.getRuntime().availableProcessors());
    try (ExecutorService workers = Executors.newFixedThreadPool(cores)) {
      List<Future<SharedPoolResult>> futures = new ArrayList<>();
      for (SharedPoolCase one : cases) {
        futures.add(
            workers.submit(
                () -> {
                  SharedPoolResult result = one.run(pool);
                  System.err.println(result);
                  return result;
                }));
      }
      List<SharedPoolResult> results = new ArrayList<>();
      for (Future<SharedPoolResult> future : futures) {
        results.add(future.get());
      }
      return new SharedPoolRows(results);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a run failed: " + e.getCause(), e);
    }
  }

  private static int compare(Path committed, SharedPoolRows rows) throws IOException {
    List<String> drifted = rows.drifted(SharedPoolRows.read(Files.readString(committed)));
    return CommittedRows.report(drifted, rows.rows().size(), "bench shared-pool");
  }
}
