package io.rheostat.benchmarks.ingest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rheostat.benchmarks.ingest.load.WriteLoad;
import io.rheostat.benchmarks.ingest.receiver.ReceiverKind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Medians over rounds, for people and for machines.
///
/// @param results trials by receiver, in the order of the kinds; a receiver without any is not
///     there
record IngestReport(Map<ReceiverKind, List<IngestTrial.Result>> results, Setting setting) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final double MIB = 1 << 20;
  private static final ReceiverKind MEASURE = ReceiverKind.VICTORIA_METRICS;
  private static final List<Figure> SPREAD =
      List.of(Figure.SAMPLES_PER_SECOND, Figure.SAMPLES_PER_CPU_SECOND);

  /// @param seconds of a measured load
  /// @param series of a round of the load
  /// @param loadBefore the machine's load average before the first round; negative when unknown
  record Setting(int rounds, int seconds, int series, double loadBefore) {}

  private boolean isCompared(ReceiverKind kind) {
    return kind != MEASURE && results.containsKey(kind) && results.containsKey(MEASURE);
  }

  private List<IngestTrial.Result> of(ReceiverKind kind) {
    return Objects.requireNonNull(results.get(kind));
  }

  /// Computes a receiver's median as a multiple of VictoriaMetrics'.
  private double ratio(ReceiverKind kind, Figure figure) {
    return figure.median(of(kind)) / figure.median(of(MEASURE));
  }

  /// Formats the table.
  String table() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            """
            Remote write taken in: %d series, %d requests in flight, %d s a receiver and round.
            Medians of %d rounds; %d cores, load average before: %.1f.

            %-18s %10s %8s %14s %15s %9s %9s %9s %8s %7s
            """,
            setting.series(),
            WriteLoad.IN_FLIGHT,
            setting.seconds(),
            setting.rounds(),
            Runtime.getRuntime().availableProcessors(),
            setting.loadBefore(),
            "receiver",
            "samples/s",
            "CPU-s",
            "samples/CPU-s",
            "min-max",
            "cold",
            "MiB",
            "most MiB",
            "non-2xx",
            "load %"));
    results.forEach((kind, trials) -> text.append(row(kind, trials)));
    text.append('\n');
    results.keySet().stream().filter(this::isCompared).forEach(kind -> text.append(words(kind)));
    text.append("cold: samples/CPU-s of the first three seconds; load %: of all CPU time, the");
    text.append(" part of the load itself.");
    return text.toString();
  }

  private static String row(ReceiverKind kind, List<IngestTrial.Result> trials) {
    return String.format(
        Locale.ROOT,
        "%-18s %10.0f %8.2f %14.0f %7.0f-%-7.0f %9.0f %9.0f %9.0f %8.0f %7.0f%n",
        kind,
        Figure.SAMPLES_PER_SECOND.median(trials),
        Figure.CPU_SECONDS.median(trials),
        Figure.SAMPLES_PER_CPU_SECOND.median(trials),
        Figure.SAMPLES_PER_CPU_SECOND.least(trials),
        Figure.SAMPLES_PER_CPU_SECOND.most(trials),
        Figure.COLD_SAMPLES_PER_CPU_SECOND.median(trials),
        Figure.RESIDENT_BYTES.median(trials) / MIB,
        Figure.PEAK_RESIDENT_BYTES.median(trials) / MIB,
        Figure.OTHER_STATUSES.median(trials),
        100 * Figure.LOAD_CPU_SHARE.median(trials));
  }

  private String words(ReceiverKind kind) {
    return String.format(
        Locale.ROOT,
        "%s: %.2f x %s in samples per CPU-second, %.2f x in samples per second%n",
        kind,
        ratio(kind, Figure.SAMPLES_PER_CPU_SECOND),
        MEASURE,
        ratio(kind, Figure.SAMPLES_PER_SECOND));
  }

  /// Formats the JSON object.
  String json() {
    ObjectNode root = MAPPER.createObjectNode();
    results.forEach((kind, trials) -> fill(root.putObject(kind.key()), trials));
    results.keySet().stream().filter(this::isCompared).forEach(kind -> fillRatio(root, kind));
    root.put("series", setting.series());
    root.put("requestsInFlight", WriteLoad.IN_FLIGHT);
    root.put("measuredSeconds", setting.seconds());
    root.put("rounds", setting.rounds());
    root.put("cores", Runtime.getRuntime().availableProcessors());
    root.put("loadAverageBefore", setting.loadBefore());
    return root.toPrettyString();
  }

  private void fillRatio(ObjectNode root, ReceiverKind kind) {
    ObjectNode node = root.putObject(kind.key() + "ToVictoriaMetrics");
    SPREAD.forEach(figure -> put(node, figure.key() + "Ratio", ratio(kind, figure)));
  }

  private static void fill(ObjectNode node, List<IngestTrial.Result> trials) {
    for (Figure figure : Figure.ALL) {
      put(node, figure.key(), figure.median(trials));
      if (SPREAD.contains(figure)) {
        ObjectNode spread = node.putObject(figure.key() + "Spread");
        put(spread, "min", figure.least(trials));
        put(spread, "max", figure.most(trials));
      }
    }
    Map<String, Double> counted = new TreeMap<>();
    Map<Integer, Long> statuses = new TreeMap<>();
    for (IngestTrial.Result trial : trials) {
      trial.warm().counts().forEach((name, count) -> counted.merge(name, count, Double::sum));
      trial
          .warm()
          .sent()
          .otherStatuses()
          .forEach((status, count) -> statuses.merge(status, count, Long::sum));
    }
    node.put(
        "samplesSent", trials.stream().mapToLong(trial -> trial.warm().sent().samples()).sum());
    ObjectNode byStatus = node.putObject("answersByOtherStatus");
    statuses.forEach((status, count) -> byStatus.put(Integer.toString(status), count));
    ObjectNode ownCounts = node.putObject("ownCounts");
    counted.forEach((name, count) -> put(ownCounts, name, count));
  }

  /// Puts a whole number wherever the fraction is meaningless.
  private static void put(ObjectNode node, String key, double value) {
    if (Math.abs(value) >= 1_000 || value == Math.rint(value)) {
      node.put(key, Math.round(value));
    } else {
      node.put(key, Math.round(value * 1_000) / 1_000.0);
    }
  }
}
