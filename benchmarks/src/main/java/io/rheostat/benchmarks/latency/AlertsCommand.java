package io.rheostat.benchmarks.latency;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rheostat.app.demo.Folders;
import io.rheostat.benchmarks.statistics.Medians;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `rheostat bench alerts`.
@Command(
    name = "alerts",
    description = {
      "Time from an alert's webhook sent to its command applied, beside bare Kafka.",
      "The whole service runs in this process with 100 workloads on webhook targets, which report",
      "each second and are looked at each second. One alert after the other is sent, one for each",
      "workload; the clock stops when the target is told to hold more. The bare path has the hops",
      "of the logs alone."
    },
    footer = {"", "Example: rheostat bench alerts --rounds 3 --json"})
public final class AlertsCommand implements Callable<Integer> {
  private static final long SEED = 42;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "Rounds, each on a broker of its own; medians are told. Default: 3.")
  private int rounds;

  @Option(
      names = "--warm-up",
      defaultValue = "20",
      description = "Seconds before the first alert of a round. Default: 20.")
  private int warmUp;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    if (rounds < 1 || warmUp < 0) {
      System.err.println("rheostat bench alerts: give --rounds 1 or more and --warm-up 0 or more.");
      return 2;
    }
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    List<AlertRound.Result> results = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      Path directory = Files.createTempDirectory("rheostat-bench");
      try {
        AlertRound.Result result = new AlertRound(directory, warmUp, SEED + round).run();
        results.add(result);
        System.err.println(
            "rheostat: round " + (round + 1) + " of " + rounds + ": " + line(result));
      } finally {
        Folders.delete(directory);
      }
    }
    System.out.println(json ? json(results, load) : table(results, load));
    return 0;
  }

  private static String line(AlertRound.Result round) {
    return String.format(
        Locale.ROOT,
        "%d of %d alerts raised, %d named in their decision, p50 %.1f ms, p99 %.1f ms, max %.1f ms;"
            + " bare path p50 %.1f ms, p99 %.1f ms",
        round.path().count(),
        round.alerts(),
        round.named(),
        round.path().p50Millis(),
        round.path().p99Millis(),
        round.path().maxMillis(),
        round.bare().p50Millis(),
        round.bare().p99Millis());
  }

  private static ObjectNode figures(List<AlertRound.Result> rounds, double load) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("p50Millis", Medians.of(rounds, round -> round.path().p50Millis()));
    node.put("p99Millis", Medians.of(rounds, round -> round.path().p99Millis()));
    node.put("maxMillis", Medians.of(rounds, round -> round.path().maxMillis()));
    node.put("bareP50Millis", Medians.of(rounds, round -> round.bare().p50Millis()));
    node.put("bareP99Millis", Medians.of(rounds, round -> round.bare().p99Millis()));
    node.put(
        "ratioP50",
        Medians.of(rounds, round -> round.path().p50Millis() / round.bare().p50Millis()));
    node.put("alerts", rounds.stream().mapToInt(AlertRound.Result::alerts).sum());
    node.put("raised", rounds.stream().mapToLong(round -> round.path().count()).sum());
    node.put("namedInDecision", rounds.stream().mapToInt(AlertRound.Result::named).sum());
    node.put("workloads", AlertRound.WORKLOADS);
    node.put("rounds", rounds.size());
    node.put("cores", Runtime.getRuntime().availableProcessors());
    node.put("loadAverageBefore", load);
    return node;
  }

  private static String json(List<AlertRound.Result> rounds, double load) {
    return figures(rounds, load).toPrettyString();
  }

  private static String table(List<AlertRound.Result> rounds, double load) {
    ObjectNode node = figures(rounds, load);
    return String.format(
        Locale.ROOT,
        """
        Alert's webhook sent to its command applied: %d alerts, %d raised, %d named in their decision.
        Medians of %d rounds, milliseconds; %d cores, load average before: %.1f.

             p50      p99      max bare p50 bare p99   ratio
        %8.1f %8.1f %8.1f %8.1f %8.1f %7.2f

        ratio: p50 beside the bare Kafka path with the same hops and guarantee.\
        """,
        node.get("alerts").asInt(),
        node.get("raised").asInt(),
        node.get("namedInDecision").asInt(),
        rounds.size(),
        node.get("cores").asInt(),
        load,
        node.get("p50Millis").asDouble(),
        node.get("p99Millis").asDouble(),
        node.get("maxMillis").asDouble(),
        node.get("bareP50Millis").asDouble(),
        node.get("bareP99Millis").asDouble(),
        node.get("ratioP50").asDouble());
  }
}
