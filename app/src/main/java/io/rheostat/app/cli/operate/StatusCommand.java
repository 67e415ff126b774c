package io.rheostat.app.cli.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rheostat.app.cli.option.CommonOptions;
import io.rheostat.app.cli.option.KafkaOptions;
import io.rheostat.app.cli.text.ModesText;
import io.rheostat.app.cli.text.StandingText;
import io.rheostat.app.page.LiveState;
import io.rheostat.app.page.NotReadJson;
import io.rheostat.app.page.StateJson;
import io.rheostat.app.page.StateReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `rheostat status`.
@Command(
    name = "status",
    description =
        "Shows running replicas, their cost and the last decisions, read from " + "the topics.",
    footer = {"", "Example: rheostat status --kafka broker:9092"})
public final class StatusCommand implements Callable<Integer> {
  private static final Duration AGAIN = Duration.ofSeconds(2);

  /// Ticks come each second.
  private static final Duration SILENT = Duration.ofSeconds(30);

  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Option(
      names = {"-w", "--watch"},
      description = "Go on, every two seconds, until Ctrl-C.")
  private boolean watch;

  @Override
  public Integer call() throws Exception {
    LiveState state = new LiveState();
    try (StateReader reader =
        StateReader.open(
            kafka.bootstrap(), state, StateReader.NEWEST_RECORDS, kafka.clientSettings())) {
      reader.catchUp();
      show(state);
      if (watch) {
        Thread.ofPlatform().name("status-reader").daemon().start(reader::follow);
      }
      while (watch) {
        Thread.sleep(AGAIN);
        System.out.println();
        show(state);
      }
    }
    return 0;
  }

  private void show(LiveState state) {
    ObjectNode json = StateJson.of(state.view());
    NotReadJson.add(json, state.notRead());
    if (common.json()) {
      System.out.println(json.toPrettyString());
    } else {
      print(json);
    }
  }

  private static void print(ObjectNode json) {
    System.out.println(asOf(json.path("simulatedTime").asText(), Instant.now()));
    json.path("differences").forEach(one -> System.out.println("! " + one.asText()));
    ModesText.freezes(json).forEach(System.out::println);
    for (JsonNode pool : json.path("pools")) {
      System.out.printf(
          Locale.ROOT,
          "pool %s: %.2f $/h%s%n",
          pool.path("name").asText(),
          pool.path("usdPerHour").asDouble(),
          devices(pool));
    }
    for (JsonNode workload : json.path("workloads")) {
      System.out.printf(
          Locale.ROOT,
          "%-16s %-9s %8.2f $/h  %-30s %s%n",
          workload.path("name").asText(),
          workload.path("type").asText(),
          workload.path("usdPerHour").asDouble(),
          placements(workload),
          load(workload));
      StandingText.workload(workload).forEach(line -> System.out.println("  " + line));
      ModesText.workload(workload).forEach(line -> System.out.println("  " + line));
      StandingText.hosts(workload).forEach(line -> System.out.println("  " + line));
    }
    for (JsonNode one : json.path("notRead")) {
      System.out.println(
          "NOT READ, " + one.path("source").asText() + ": " + one.path("detail").asText());
    }
    JsonNode commands = json.path("commands");
    System.out.println("commands: " + commands);
  }

  /// Returns the age of the newest record by this machine's clock, as text; a demo's clock may be
  /// ahead.
  static String asOf(String newest, Instant wall) {
    Instant at = Instant.parse(newest);
    if (at.equals(Instant.EPOCH)) {
      return "nothing was ever written to the topics";
    }
    Duration behind = Duration.between(at, wall);
    String age =
        behind.isNegative()
            ? behind.negated().toSeconds() + " s ahead of this machine's clock"
            : behind.toSeconds() + " s ago";
    boolean silent = behind.compareTo(SILENT) > 0;
    return "as of " + newest + ", " + age + (silent ? ": NOTHING IS WRITTEN ANY MORE" : "");
  }

  private static String devices(JsonNode pool) {
    StringBuilder text = new StringBuilder();
    for (JsonNode device : pool.path("devices")) {
      text.append(", ")
          .append(device.path("used").asInt())
          .append(" of ")
          .append(device.path("total").asInt())
          .append(' ')
          .append(device.path("device").asText());
    }
    return text.toString();
  }

  private static String known(JsonNode number, String format, double factor) {
    return number.isNumber()
        ? String.format(Locale.ROOT, format, factor * number.asDouble())
        : "unknown";
  }

  private static String placements(JsonNode workload) {
    StringBuilder text = new StringBuilder();
    for (JsonNode placement : workload.path("placements")) {
      int wanted = placement.path("wanted").asInt();
      int ready = placement.path("ready").asInt();
      if (wanted > 0 || ready > 0) {
        text.append(text.isEmpty() ? "" : ", ")
            .append(ready)
            .append('/')
            .append(wanted)
            .append(' ')
            .append(placement.path("placement").asText())
            .append(placement.has("unseen") ? " (not seen)" : "");
      }
    }
    return text.toString();
  }

  static String load(JsonNode workload) {
    if (workload.has("requestsPerSecond")) {
      return String.format(
          Locale.ROOT,
          "%.2f req/s, TTFT p99 %s, attainment at least %s (estimated)",
          workload.path("requestsPerSecond").asDouble(),
          known(workload.path("ttftP99Seconds"), "%.2f s", 1),
          known(workload.path("attainmentLower"), "%.1f %%", 100));
    }
    if (workload.has("samplesPerSecond")) {
      return String.format(
          Locale.ROOT,
          "%.0f samples/s, %.0f %% done",
          workload.path("samplesPerSecond").asDouble(),
          100 * workload.path("progressShare").asDouble());
    }
    return "";
  }
}
