package io.rheostat.app.cli.text;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rheostat.core.sizing.SizedJob;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Table and JSON of sized training jobs.
public final class JobText {
  private static final double GIB = 1L << 30;
  private static final String ROW = "%-16s %5s %-6s %5s %8s %8s %8s %10s %8s %9s %10s %10s%n";

  private JobText() {}

  /// Returns the table of the best ones.
  ///
  /// @param most lines of feasible ones
  public static String table(List<SizedJob> sized, int most) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            ROW,
            "DEVICE",
            "WIDTH",
            "SHARD",
            "BATCH",
            "DEVICE",
            "MEMORY",
            "DISK",
            "SAMPLES/S",
            "HOURS",
            "$/h",
            "VALUE $/h",
            "J $/h"));
    Set<String> seen = new HashSet<>();
    sized.stream()
        .filter(SizedJob::isFeasible)
        // Of batches that are as fast the smallest is shown.
        .filter(
            each -> seen.add(each.device().name() + each.width() + each.pace().samplesPerSecond()))
        .limit(most)
        .forEach(each -> text.append(line(each)));
    return text.toString();
  }

  private static String line(SizedJob sized) {
    return String.format(
        Locale.ROOT,
        ROW,
        sized.device().name(),
        sized.width(),
        sized.sharding().name().toLowerCase(Locale.ROOT),
        sized.samplesPerWorker(),
        String.format(Locale.ROOT, "%.0fGiB", sized.deviceBytes() / GIB),
        String.format(Locale.ROOT, "%.0fGiB", sized.host().memoryGib()),
        String.format(Locale.ROOT, "%.0fGiB", sized.host().diskGib()),
        String.format(Locale.ROOT, "%.2f", sized.pace().samplesPerSecond()),
        String.format(Locale.ROOT, "%.1f", sized.pace().hours()),
        String.format(Locale.ROOT, "%,.2f", sized.pace().usdPerHour()),
        String.format(Locale.ROOT, "%,.2f", sized.pace().valueUsdPerHour()),
        String.format(Locale.ROOT, "%,.2f", sized.pace().netUsdPerHour()));
  }

  /// Returns a JSON array with every way to run the job.
  public static String json(List<SizedJob> sized) {
    ArrayNode nodes = new ObjectMapper().createArrayNode();
    for (SizedJob each : sized) {
      ObjectNode node = nodes.addObject();
      node.put("device", each.device().name());
      node.put("replicas", each.width());
      node.put("sharding", each.sharding().name().toLowerCase(Locale.ROOT));
      node.put("samplesPerWorker", each.samplesPerWorker());
      node.put("deviceGib", each.deviceBytes() / GIB);
      node.put("memoryGib", each.host().memoryGib());
      node.put("diskGib", each.host().diskGib());
      node.put("samplesPerSecond", each.pace().samplesPerSecond());
      node.put("hours", each.pace().hours());
      node.put("usdPerHour", each.pace().usdPerHour());
      node.put("valueUsdPerHour", each.pace().valueUsdPerHour());
      node.put("jUsdPerHour", each.pace().netUsdPerHour());
      node.put("feasible", each.isFeasible());
      node.put("reason", each.refusal().orElse(""));
    }
    return nodes.toPrettyString();
  }
}
