package io.rheostat.app.cli.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Problems, coverage, ages of sources, host memory and disk in lines.
public final class StandingText {
  private static final double GIB = 1L << 30;

  private StandingText() {}

  /// Returns the problems of a workload, then the ages of its sources.
  public static List<String> workload(JsonNode workload) {
    List<String> lines = new ArrayList<>();
    workload.path("targetProblems").forEach(one -> lines.add("! " + one.asText()));
    workload.path("signalProblems").forEach(one -> lines.add("! " + one.asText()));
    lines.addAll(evidence(workload));
    return lines;
  }

  /// Returns coverage, ages and planned demand as far as they are known.
  public static List<String> evidence(JsonNode json) {
    List<String> lines = new ArrayList<>();
    JsonNode coverage = json.path("coverage");
    if (!coverage.isMissingNode()) {
      lines.add(
          "seen: "
              + coverage.path("reporting").asInt()
              + " of "
              + coverage.path("ready").asInt()
              + " ready replicas report; last "
              + ages(json.path("sourceAgesSeconds")));
    }
    JsonNode planned = json.path("planned");
    if (!planned.isMissingNode()) {
      lines.add("planned for " + planned.path("text").asText());
    }
    JsonNode prices = json.path("shadowPrices");
    if (!prices.isMissingNode()) {
      lines.add("scarcity: " + prices.path("text").asText());
    }
    return lines;
  }

  /// Returns a line for each placement with measured host memory or a disk that fills up.
  public static List<String> hosts(JsonNode workload) {
    List<String> lines = new ArrayList<>();
    for (JsonNode host : workload.path("hosts")) {
      List<String> parts = new ArrayList<>();
      if (host.has("advisedMemoryBytes")) {
        parts.add(
            String.format(
                Locale.ROOT,
                "host memory up to %.1f GiB used, %.0f GiB advised",
                host.path("usedMemoryBytes").asDouble() / GIB,
                Math.ceil(host.path("advisedMemoryBytes").asDouble() / GIB)));
      }
      if (host.has("daysUntilFull")) {
        parts.add(
            String.format(
                Locale.ROOT, "disk full in %.1f days", host.path("daysUntilFull").asDouble()));
      }
      if (!parts.isEmpty()) {
        lines.add(host.path("placement").asText() + ": " + String.join(", ", parts));
      }
    }
    return lines;
  }

  private static String ages(JsonNode sources) {
    List<String> ages = new ArrayList<>();
    for (Map.Entry<String, JsonNode> source : sources.properties()) {
      ages.add(
          source.getKey()
              + (source.getValue().isNull()
                  ? " never"
                  : " " + source.getValue().asLong() + " s ago"));
    }
    return String.join(", ", ages);
  }
}
