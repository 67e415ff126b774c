package io.rheostat.verification.failover;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rheostat.streams.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Results, for a person and for machines.
final class FailoverReport {
  private FailoverReport() {}

  static String table(Map<Delivery, FailoverResult> results) {
    StringBuilder text = new StringBuilder();
    line(text, "", results, (delivery, _) -> name(delivery));
    line(text, "kills", results, (_, one) -> one.kills());
    line(text, "  while a target was called", results, (_, one) -> one.withinCalls());
    line(text, "commands", results, (_, one) -> one.commands());
    line(text, "outcomes", results, (_, one) -> one.outcomes());
    line(text, "calls of targets", results, (_, one) -> one.calls());
    line(text, "  answered as done before", results, (_, one) -> one.takenBefore());
    line(text, "  refused as too old", results, (_, one) -> one.tooOld());
    line(text, "violations", results, (_, one) -> one.violations().size());
    line(text, "kill to new command, median s", results, (_, one) -> median(one.killToCommand()));
    line(text, "kill to new command, worst s", results, (_, one) -> worst(one.killToCommand()));
    line(text, "kill to any effect, median s", results, (_, one) -> median(one.killToEffect()));
    line(text, "kill to first page, median s", results, (_, one) -> median(one.killToPage()));
    return text.toString().stripTrailing();
  }

  /// Content of a cell by column.
  private interface Cell {
    Object of(Delivery delivery, FailoverResult result);
  }

  private static void line(
      StringBuilder text, String name, Map<Delivery, FailoverResult> results, Cell cell) {
    text.append(String.format(Locale.ROOT, "%-32s", name));
    results.forEach(
        (delivery, result) ->
            text.append(String.format(Locale.ROOT, "%16s", cell.of(delivery, result))));
    text.append(String.format("%n"));
  }

  private static String median(List<Duration> times) {
    return String.format(Locale.ROOT, "%.1f", FailoverResult.median(times));
  }

  private static String worst(List<Duration> times) {
    return String.format(Locale.ROOT, "%.1f", FailoverResult.worst(times));
  }

  static String name(Delivery delivery) {
    return delivery.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static String json(Map<Delivery, FailoverResult> results) {
    ArrayNode all = new ObjectMapper().createArrayNode();
    results.forEach(
        (delivery, result) -> {
          ObjectNode one = all.addObject();
          one.put("delivery", name(delivery));
          one.put("kills", result.kills());
          one.put("killsWithinCalls", result.withinCalls());
          one.put("commands", result.commands());
          one.put("outcomes", result.outcomes());
          one.put("calls", result.calls());
          one.put("duplicatesAnswered", result.takenBefore());
          one.put("refusedAsTooOld", result.tooOld());
          one.put("violations", result.violations().size());
          times(one.putObject("killToCommandSeconds"), result.killToCommand());
          times(one.putObject("killToEffectSeconds"), result.killToEffect());
          times(one.putObject("killToPageSeconds"), result.killToPage());
          ArrayNode evidence = one.putArray("evidence");
          result.violations().forEach(violation -> evidence.add(violation.toString()));
        });
    return all.toPrettyString();
  }

  /// Writes the median and the worst time; null if nothing was measured, for JSON has no NaN.
  private static void times(ObjectNode node, List<Duration> times) {
    if (times.isEmpty()) {
      node.putNull("median").putNull("worst");
    } else {
      node.put("median", FailoverResult.median(times)).put("worst", FailoverResult.worst(times));
    }
  }
}
