package io.rheostat.benchmarks.ingest.receiver;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Counts of a load on Rheostat's own metric page.
public final class RheostatCounts {
  private static final Pattern LINE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
  private static final Pattern FATE = Pattern.compile("fate=\"(\\w+)\"");

  private RheostatCounts() {}

  /// Reads samples by fate, readings, and records stepped by the estimate stage.
  public static Map<String, Double> read(String page) {
    Map<String, Double> counts = new TreeMap<>();
    page.lines()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .forEach(
            line ->
                key(line.group(1), Optional.ofNullable(line.group(2)).orElse(""))
                    .ifPresent(
                        key -> counts.merge(key, Double.parseDouble(line.group(3)), Double::sum)));
    return counts;
  }

  private static Optional<String> key(String name, String labels) {
    return switch (name) {
      case "rheostat_ingest_samples_total" -> fate(labels);
      case "rheostat_ingest_readings_total" -> Optional.of("readings");
      case "rheostat_ingest_append_failures_total" -> Optional.of("appendFailures");
      case "rheostat_stage_step_seconds_count" ->
          labels.contains("stage=\"estimate\"") ? Optional.of("estimateSteps") : Optional.empty();
      case "rheostat_stage_effects_total" -> effect(labels);
      case "rheostat_stage_failed_steps_total" -> Optional.of("failedSteps");
      default -> Optional.empty();
    };
  }

  /// Returns the count's key. Readings dropped by the stage are not folded: a load must have none.
  private static Optional<String> effect(String labels) {
    if (labels.contains("kind=\"estimate\"")) {
      return Optional.of("estimates");
    }
    return labels.contains("kind=\"dropped\"") ? Optional.of("readingsDropped") : Optional.empty();
  }

  private static Optional<String> fate(String labels) {
    Matcher fate = FATE.matcher(labels);
    return fate.find() ? Optional.of("samples" + camel(fate.group(1))) : Optional.empty();
  }

  private static String camel(String tag) {
    StringBuilder text = new StringBuilder();
    for (String word : tag.split("_", -1)) {
      text.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
    }
    return text.toString();
  }
}
