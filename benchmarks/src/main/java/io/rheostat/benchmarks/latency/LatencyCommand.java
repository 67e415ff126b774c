package io.rheostat.benchmarks.latency;

import io.rheostat.app.demo.Folders;
import io.rheostat.streams.Delivery;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `rheostat bench latency`.
@Command(
    name = "latency",
    description = {
      "Time from a reading received to its command readable, beside bare Kafka.",
      "1,000 workloads in 20 pools report each second, 20 samples each; at any moment 2 %% of them",
      "surge. Broker, stages and load share this process. The bare path has the same hops and",
      "guarantee and runs after each window."
    },
    footer = {"", "Example: rheostat bench latency --rounds 3 --seconds 20 --json"})
public final class LatencyCommand implements Callable<Integer> {
  private static final long SEED = 42;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "Rounds of each delivery; medians over them are told. Default: 3.")
  private int rounds;

  @Option(
      names = "--seconds",
      defaultValue = "20",
      description = "Length of a measured window. Default: 20.")
  private int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "25",
      description = "Seconds before a window at least. Default: 25.")
  private int warmUp;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    if (rounds < 1 || seconds < 2 || warmUp < 0) {
      System.err.println(
          "rheostat bench latency: give --rounds 1 or more, --seconds 2 or more and --warm-up 0 or"
              + " more.");
      return 2;
    }
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    LatencyReport report = new LatencyReport(measure(), rounds, load);
    System.out.println(json ? report.json() : report.table());
    return 0;
  }

  private Map<Delivery, List<LatencyRound.Result>> measure() throws Exception {
    Map<Delivery, List<LatencyRound.Result>> results = new EnumMap<>(Delivery.class);
    LatencyRound.Plan plan = new LatencyRound.Plan(warmUp, seconds);
    for (int round = 0; round < rounds; round++) {
      for (Delivery delivery : Delivery.values()) {
        System.err.printf(
            Locale.ROOT,
            "rheostat: %s, round %d of %d, about %d s ...%n",
            LatencyReport.words(delivery),
            round + 1,
            rounds,
            warmUp + 2 * seconds + 15);
        Path directory = Files.createTempDirectory("rheostat-bench");
        try {
          LatencyRound.Result result = LatencyRound.run(delivery, plan, directory, SEED + round);
          results.computeIfAbsent(delivery, _ -> new ArrayList<>()).add(result);
          System.err.println("rheostat: " + LatencyReport.line(result));
        } finally {
          Folders.delete(directory);
        }
      }
    }
    return results;
  }
}
