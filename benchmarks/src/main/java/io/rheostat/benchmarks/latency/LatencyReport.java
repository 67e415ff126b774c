package io.rheostat.benchmarks.latency;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rheostat.benchmarks.latency.load.BenchFleet;
import io.rheostat.benchmarks.statistics.Medians;
import io.rheostat.streams.Delivery;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Medians over rounds, for people and for machines.
///
/// @param results rounds by delivery, at least one each
/// @param load the machine's load average before the first round; negative when unknown
record LatencyReport(Map<Delivery, List<LatencyRound.Result>> results, int rounds, double load) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /// Medians, and the range of the 99th percentiles.
  private record Summary(
      double p50,
      double p99,
      double max,
      double leastP99,
      double mostP99,
      double bareP50,
      double bareP99,
      double bareMax,
      double ratio,
      long commands,
      long surges) {
    static Summary of(List<LatencyRound.Result> rounds) {
      return new Summary(
          Medians.of(rounds, round -> round.path().p50Millis()),
          Medians.of(rounds, round -> round.path().p99Millis()),
          Medians.of(rounds, round -> round.path().maxMillis()),
          rounds.stream().mapToDouble(round -> round.path().p99Millis()).min().orElse(0),
          rounds.stream().mapToDouble(round -> round.path().p99Millis()).max().orElse(0),
          Medians.of(rounds, round -> round.bare().p50Millis()),
          Medians.of(rounds, round -> round.bare().p99Millis()),
          Medians.of(rounds, round -> round.bare().maxMillis()),
          Medians.of(rounds, LatencyReport::ratio),
          rounds.stream().mapToLong(round -> round.path().count()).sum(),
          rounds.stream().mapToLong(LatencyRound.Result::surges).sum());
    }
  }

  static String words(Delivery delivery) {
    return switch (delivery) {
      case EXACTLY_ONCE -> "exactly-once";
      case AT_LEAST_ONCE -> "at-least-once";
    };
  }

  private static String key(Delivery delivery) {
    return switch (delivery) {
      case EXACTLY_ONCE -> "exactlyOnce";
      case AT_LEAST_ONCE -> "atLeastOnce";
    };
  }

  /// Formats a round as one line of text.
  static String line(LatencyRound.Result round) {
    return String.format(
        Locale.ROOT,
        "%d commands of %d surges, p50 %.1f ms, p99 %.1f ms, max %.1f ms; bare path: %d probes,"
            + " p50 %.1f ms, p99 %.1f ms; %.0f samples/s",
        round.path().count(),
        round.surges(),
        round.path().p50Millis(),
        round.path().p99Millis(),
        round.path().maxMillis(),
        round.bare().count(),
        round.bare().p50Millis(),
        round.bare().p99Millis(),
        round.samplesPerSecond());
  }

  private static double ratio(LatencyRound.Result round) {
    return round.bare().p50Millis() == 0 ? 0 : round.path().p50Millis() / round.bare().p50Millis();
  }

  private double samplesPerSecond() {
    return Medians.of(
        results.values().stream().flatMap(List::stream).toList(),
        LatencyRound.Result::samplesPerSecond);
  }

  /// Formats the table.
  String table() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            """
            Reading received to command readable: %d workloads in %d pools, %.0f samples/s, \
            2 %% surging.
            Medians of %d rounds, milliseconds; %d cores, load average before: %.1f.

            %-14s %9s %9s %17s %9s %9s %9s %7s %9s
            """,
            BenchFleet.WORKLOADS,
            BenchFleet.POOLS,
            samplesPerSecond(),
            rounds,
            Runtime.getRuntime().availableProcessors(),
            load,
            "delivery",
            "p50",
            "p99",
            "p99 min-max",
            "max",
            "bare p50",
            "bare p99",
            "ratio",
            "commands"));
    results.forEach((delivery, rounds) -> text.append(row(delivery, Summary.of(rounds))));
    text.append("\nratio: p50 beside the bare Kafka path with the same hops and guarantee.");
    return text.toString();
  }

  private static String row(Delivery delivery, Summary summary) {
    return String.format(
        Locale.ROOT,
        "%-14s %9.1f %9.1f %8.1f-%-8.1f %9.1f %9.1f %9.1f %7.2f %9d%n",
        words(delivery),
        summary.p50(),
        summary.p99(),
        summary.leastP99(),
        summary.mostP99(),
        summary.max(),
        summary.bareP50(),
        summary.bareP99(),
        summary.ratio(),
        summary.commands());
  }

  /// Formats the JSON object.
  String json() {
    ObjectNode root = MAPPER.createObjectNode();
    results.forEach((delivery, rounds) -> fill(root.putObject(key(delivery)), Summary.of(rounds)));
    root.put("workloads", BenchFleet.WORKLOADS);
    root.put("pools", BenchFleet.POOLS);
    root.put("samplesPerSecond", Math.round(samplesPerSecond()));
    root.put("rounds", rounds);
    root.put("cores", Runtime.getRuntime().availableProcessors());
    root.put("loadAverageBefore", load);
    return root.toPrettyString();
  }

  private static void fill(ObjectNode node, Summary summary) {
    node.put("p50Millis", summary.p50());
    node.put("p99Millis", summary.p99());
    node.put("maxMillis", summary.max());
    node.put("minP99Millis", summary.leastP99());
    node.put("maxP99Millis", summary.mostP99());
    node.put("commands", summary.commands());
    node.put("surges", summary.surges());
    node.put("bareP50Millis", summary.bareP50());
    node.put("bareP99Millis", summary.bareP99());
    node.put("bareMaxMillis", summary.bareMax());
    node.put("ratioP50", summary.ratio());
  }
}
