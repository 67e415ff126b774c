package io.rheostat.app.cli.text;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rheostat.core.sizing.ReplicaKind;
import io.rheostat.core.sizing.SizedService;
import io.rheostat.model.resource.Precision;
import io.rheostat.model.resource.Quality;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Table, JSON and YAML of sized services.
public final class SizingText {
  private static final String ROW =
      "%-16s %-5s %3s %3s %3s %5s %7s %7s %5s %8s %7s %6s %8s %9s %9s%n";

  private SizingText() {}

  /// Returns the table of the best ones.
  ///
  /// @param most lines of feasible ones
  public static String table(List<SizedService> sized, int most) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            ROW,
            "DEVICE",
            "PREC",
            "TP",
            "PP",
            "EP",
            "REPL",
            "MEMORY",
            "DISK",
            "SEQS",
            "REQ/S",
            "TTFT95",
            "TPOT",
            "$/h",
            "VALUE $/h",
            "J $/h"));
    sized.stream()
        .filter(SizedService::isFeasible)
        .limit(most)
        .forEach(each -> text.append(line(each)));
    return text.toString();
  }

  private static String line(SizedService sized) {
    ReplicaKind kind = sized.kind();
    SizedService.Serving serving = sized.serving().orElseThrow();
    return String.format(
        Locale.ROOT,
        ROW,
        kind.device().name(),
        kind.precision().name().toLowerCase(Locale.ROOT),
        kind.parallelism().tensorParallel(),
        kind.parallelism().pipelineParallel(),
        kind.parallelism().expertParallel(),
        sized.replicas(),
        String.format(Locale.ROOT, "%.0fGiB", sized.host().memoryGib()),
        String.format(Locale.ROOT, "%.0fGiB", sized.host().diskGib()),
        serving.maxSequences(),
        String.format(Locale.ROOT, "%.2f", serving.requestsPerSecond()),
        String.format(Locale.ROOT, "%.0fms", serving.ttftP95Seconds() * 1000),
        String.format(Locale.ROOT, "%.0fms", serving.tpotMeanSeconds() * 1000),
        String.format(Locale.ROOT, "%,.2f", sized.worth().usdPerHour()),
        String.format(Locale.ROOT, "%,.2f", sized.worth().valueUsdPerHour()),
        String.format(Locale.ROOT, "%,.2f", sized.worth().netUsdPerHour()));
  }

  /// Returns a JSON array with every kind of replica.
  public static String json(List<SizedService> sized) {
    ArrayNode nodes = new ObjectMapper().createArrayNode();
    sized.forEach(each -> node(nodes.addObject(), each));
    return nodes.toPrettyString();
  }

  private static void node(ObjectNode node, SizedService sized) {
    ReplicaKind kind = sized.kind();
    Optional<SizedService.Serving> serving = sized.serving();
    node.put("device", kind.device().name());
    node.put("precision", kind.precision().name().toLowerCase(Locale.ROOT));
    node.put("tensorParallel", kind.parallelism().tensorParallel());
    node.put("pipelineParallel", kind.parallelism().pipelineParallel());
    node.put("expertParallel", kind.parallelism().expertParallel());
    node.put("replicas", sized.replicas());
    node.put("memoryGib", sized.host().memoryGib());
    node.put("diskGib", sized.host().diskGib());
    node.put("maxSequences", serving.map(SizedService.Serving::maxSequences).orElse(0));
    node.put("kvTokens", serving.map(each -> each.profile().kvTokens()).orElse(0.0));
    node.put("requestsPerSecond", serving.map(SizedService.Serving::requestsPerSecond).orElse(0.0));
    node.put("ttftP95Millis", serving.map(each -> each.ttftP95Seconds() * 1000).orElse(0.0));
    node.put("tpotMeanMillis", serving.map(each -> each.tpotMeanSeconds() * 1000).orElse(0.0));
    node.put("quality", sized.worth().quality());
    node.put("usdPerHour", sized.worth().usdPerHour());
    node.put("performance", sized.worth().performance());
    node.put("valueUsdPerHour", sized.worth().valueUsdPerHour());
    node.put("jUsdPerHour", sized.worth().netUsdPerHour());
    node.put("feasible", sized.isFeasible());
    node.put("reason", sized.refusal().orElse(""));
  }

  /// Returns the best kind of each device as placements, for a workload's document.
  ///
  /// @param qualities known quality by precision
  public static String yaml(List<SizedService> sized, Map<Precision, Quality> qualities) {
    StringBuilder text = new StringBuilder("placements:\n");
    Set<String> devices = new TreeSet<>();
    sized.stream()
        .filter(SizedService::isFeasible)
        .filter(each -> devices.add(each.kind().device().name()))
        .forEach(each -> text.append(placement(each)).append(quality(each, qualities)));
    return text.toString();
  }

  private static String quality(SizedService sized, Map<Precision, Quality> qualities) {
    Quality quality = qualities.get(sized.kind().precision());
    return quality == null
        ? ""
        : "    quality: {score: " + quality.score() + ", source: \"" + quality.source() + "\"}\n";
  }

  private static String placement(SizedService sized) {
    ReplicaKind kind = sized.kind();
    SizedService.Serving serving = sized.serving().orElseThrow();
    return String.format(
        Locale.ROOT,
        """
          # %d of them serve the traffic for %.2f USD an hour; --max-num-seqs %d --tensor-parallel-size %d --pipeline-parallel-size %d%s
          - name: %s
            device: %s
            tensorParallel: %d
            pipelineParallel: %d
            precision: %s
            memory: %.0f GiB
            disk: %.0f GiB
        """,
        sized.replicas(),
        sized.worth().usdPerHour(),
        serving.maxSequences(),
        kind.parallelism().tensorParallel(),
        kind.parallelism().pipelineParallel(),
        kind.parallelism().expertParallel() > 1 ? " --enable-expert-parallel" : "",
        kind.name(),
        kind.device().name(),
        kind.parallelism().tensorParallel(),
        kind.parallelism().pipelineParallel(),
        kind.precision().name().toLowerCase(Locale.ROOT),
        sized.host().memoryGib(),
        sized.host().diskGib());
  }
}
