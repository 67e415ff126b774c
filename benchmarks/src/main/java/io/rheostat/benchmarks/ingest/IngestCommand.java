package io.rheostat.benchmarks.ingest;

import io.rheostat.app.demo.Folders;
import io.rheostat.benchmarks.ingest.load.LoadReplica;
import io.rheostat.benchmarks.ingest.load.RequestBuilder;
import io.rheostat.benchmarks.ingest.load.VllmLoadPage;
import io.rheostat.benchmarks.ingest.receiver.Launch;
import io.rheostat.benchmarks.ingest.receiver.Launches;
import io.rheostat.benchmarks.ingest.receiver.ReceiverKind;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `rheostat bench ingest`.
@Command(
    name = "ingest",
    description = {
      "Remote write taken in, beside Prometheus and VictoriaMetrics.",
      "1,000 vLLM replicas of 60 series each, 500 series a request, 4 requests in flight, into"
          + " each",
      "receiver in turn: a process of its own, started from clean data. Rheostat's CPU time counts",
      "until the samples are on Kafka and folded into estimates. A program that is not on the PATH",
      "is left out. Needs Linux."
    },
    footer = {"", "Example: rheostat bench ingest --rounds 3 --seconds 20 --json"})
public final class IngestCommand implements Callable<Integer> {
  private static final long SEED = 42;
  private static final int SERIES_PER_REQUEST = 500;
  private static final Path LINUX = Path.of("/proc/self/stat");

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "Rounds over all receivers, the order turned round each time. Default: 3.")
  private int rounds;

  @Option(
      names = "--seconds",
      defaultValue = "20",
      description = "Length of a measured load. Default: 20.")
  private int seconds;

  @Option(
      names = "--warmup",
      defaultValue = "30",
      description = "Seconds of load before it; the first three are told as cold. Default: 30.")
  private int warmUp;

  @Option(
      names = "--series",
      defaultValue = "60000",
      description = "Series in all, 60 a replica. Default: 60000.")
  private int series;

  @Option(
      names = "--receivers",
      split = ",",
      defaultValue = "rheostat,victoria-metrics,prometheus",
      description = "Receivers to measure. Default: ${DEFAULT-VALUE}.")
  private List<ReceiverKind> receivers = List.of();

  @Option(
      names = "--rheostat-option",
      description =
          "A further flag for Rheostat's JVM, such as -XX:StartFlightRecording:filename=/tmp/a.jfr;"
              + " may be repeated.")
  private List<String> rheostatOptions = List.of();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional<String> problem = problem();
    if (problem.isPresent()) {
      System.err.println("rheostat bench ingest: " + problem.get());
      return 2;
    }
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    List<ReceiverKind> installed = receivers.stream().distinct().filter(this::isInstalled).toList();
    Map<ReceiverKind, List<IngestTrial.Result>> results = new EnumMap<>(ReceiverKind.class);
    boolean allRan = measure(installed, results);
    IngestReport report =
        new IngestReport(results, new IngestReport.Setting(rounds, seconds, series, load));
    System.out.println(json ? report.json() : report.table());
    return allRan ? 0 : 1;
  }

  private Optional<String> problem() {
    if (rounds < 1 || seconds < 1 || warmUp < 1) {
      return Optional.of("give --rounds, --seconds and --warmup of 1 or more.");
    }
    if (series < VllmLoadPage.SERIES.size()) {
      return Optional.of(
          "give --series of " + VllmLoadPage.SERIES.size() + " or more: one replica.");
    }
    return Files.isReadable(LINUX)
        ? Optional.empty()
        : Optional.of("CPU times are read from /proc; run it on Linux.");
  }

  private boolean isInstalled(ReceiverKind kind) {
    boolean installed = Launches.isInstalled(kind);
    if (!installed) {
      System.err.println("rheostat: " + kind + " is not on the PATH and is left out.");
    }
    return installed;
  }

  /// Measures all receivers and returns whether every trial came to an end. A failed one is
  /// reported, and the others still get their turn.
  private boolean measure(
      List<ReceiverKind> installed, Map<ReceiverKind, List<IngestTrial.Result>> results)
      throws IOException, InterruptedException {
    int replicas = series / VllmLoadPage.SERIES.size();
    Launches launches =
        new Launches(Math.ceilDiv(replicas, LoadReplica.PER_WORKLOAD), rheostatOptions);
    IngestTrial trial =
        new IngestTrial(
            new IngestTrial.Plan(Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds)),
            RequestBuilder.build(replicas, SERIES_PER_REQUEST, SEED));
    List<ReceiverKind> order = new ArrayList<>(installed);
    boolean allRan = true;
    for (int round = 0; round < rounds; round++) {
      for (ReceiverKind kind : order) {
        System.err.printf(
            Locale.ROOT, "rheostat: %s, round %d of %d ...%n", kind, round + 1, rounds);
        Optional<IngestTrial.Result> result = attempt(trial, launches, kind);
        result.ifPresent(one -> results.computeIfAbsent(kind, _ -> new ArrayList<>()).add(one));
        allRan &= result.isPresent();
      }
      Collections.reverse(order);
    }
    return allRan;
  }

  private static Optional<IngestTrial.Result> attempt(
      IngestTrial trial, Launches launches, ReceiverKind kind)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("rheostat-bench");
    try {
      Optional<Launch> launch = launches.prepare(kind, folder);
      if (launch.isEmpty()) {
        return Optional.empty();
      }
      IngestTrial.Result result = trial.run(launch.get());
      System.err.println("rheostat: " + RoundLine.of(result));
      return Optional.of(result);
    } catch (IOException e) {
      // The other receivers are measured all the same; the exit code reports the failure.
      System.err.println("rheostat: " + e.getMessage());
      return Optional.empty();
    } finally {
      Folders.delete(folder);
    }
  }
}
