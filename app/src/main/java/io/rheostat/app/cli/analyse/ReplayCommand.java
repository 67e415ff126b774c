package io.rheostat.app.cli.analyse;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rheostat.app.cli.option.CommonOptions;
import io.rheostat.app.cli.option.KafkaOptions;
import io.rheostat.app.cli.option.UsageException;
import io.rheostat.app.cli.text.RecordText;
import io.rheostat.app.recording.Difference;
import io.rheostat.app.recording.LogPosition;
import io.rheostat.app.recording.Replay;
import io.rheostat.app.recording.ReplayPace;
import io.rheostat.topics.MalformedRecordException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `rheostat replay`.
@Command(
    name = "replay",
    description =
        "Replays recorded logs, and reports whether the results are identical or where they"
            + " differ. The logs are those of a folder, or of a cluster, which is only read.",
    footer = {
      "",
      "Example: rheostat replay --log recording --json",
      "Example: rheostat replay --kafka broker:9092 --from -24h"
    })
public final class ReplayCommand implements Callable<Integer> {
  private static final int SHOWN = 10;

  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Option(
      names = "--log",
      description = "A folder made by demo --record or by export, instead of a cluster.")
  private Optional<Path> log = Optional.empty();

  @Option(
      names = "--from",
      description =
          "Begin of the section: a time such as 2026-11-24T12:00:00Z, -24h, or an offset such as"
              + " @1200 (default: that of the logs).")
  private Optional<String> from = Optional.empty();

  @Option(names = "--to", description = "End of the section (default: what was folded).")
  private Optional<String> to = Optional.empty();

  @Override
  public Integer call() throws Exception {
    long started = System.nanoTime();
    ReplayPace folded = new ReplayPace();
    Replay.Result result;
    if (log.isPresent()) {
      if (from.isPresent() || to.isPresent()) {
        throw new UsageException(
            "--from and --to are for a cluster. Leave them out: a folder is replayed as a whole.");
      }
      result = Replay.run(log.get());
    } else {
      Instant now = Instant.now();
      Optional<LogPosition> begin = from.map(text -> LogPosition.parse(text, now));
      Optional<LogPosition> end = to.map(text -> LogPosition.parse(text, now));
      try (ReplayProgress _ = ReplayProgress.start(folded)) {
        result = Replay.run(kafka.bootstrap(), kafka.clientSettings(), begin, end, folded);
      } catch (Replay.SectionGoneException gone) {
        System.err.println("rheostat: " + gone.getMessage());
        return 2;
      }
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    if (common.json()) {
      System.out.println(json(result, seconds).toPrettyString());
    } else {
      print(result, seconds);
    }
    return result.identical() ? 0 : 1;
  }

  private static ObjectNode json(Replay.Result result, double seconds) {
    ObjectNode node = new ObjectMapper().createObjectNode();
    node.put("workloadEvents", result.readings());
    node.put("events", result.events());
    node.put("decisions", result.decisions());
    node.put("commands", result.commands());
    node.put("decisionsSha256", result.decisionsSha256());
    node.put("recordedDecisionsSha256", result.recordedDecisionsSha256());
    node.put("commandsSha256", result.commandsSha256());
    node.put("recordedCommandsSha256", result.recordedCommandsSha256());
    node.put("estimatesIdentical", result.estimatesIdentical());
    node.put("failedSteps", result.failedSteps());
    node.put("startsCold", result.startsCold());
    result.cold().forEach(node.putArray("cold")::add);
    result.lacking().forEach(node.putArray("lacking")::add);
    node.put("differing", result.differing());
    ArrayNode differences = node.putArray("differences");
    for (Difference one : result.differences()) {
      ObjectNode entry =
          differences
              .addObject()
              .put("workload", one.key())
              .put("topic", one.topic().topicName())
              .put("at", one.at().toString())
              .put("input", place(one));
      texts(one, one.recorded()).forEach(entry.putArray("recorded")::add);
      texts(one, one.replayed()).forEach(entry.putArray("replayed")::add);
    }
    result
        .otherVersion()
        .ifPresent(
            other -> {
              ObjectNode entry = node.putObject("otherVersion").put("differing", other.differing());
              other.since().forEach(entry.putObject("since")::put);
            });
    node.put("stateSha256", result.stateSha256());
    node.put("wallSeconds", seconds);
    node.put("identical", result.identical());
    return node;
  }

  private static void print(Replay.Result result, double seconds) {
    System.out.printf(
        "%,d events in %.1f s: %,d decisions, %,d commands, %s%n",
        result.events(),
        seconds,
        result.decisions(),
        result.commands(),
        result.identical() ? "identical to what was recorded" : "NOT identical");
    result.cold().forEach(one -> System.out.println("starts cold: " + one));
    result.lacking().forEach(one -> System.out.println("lacking: " + one));
    result
        .otherVersion()
        .ifPresent(
            other ->
                System.out.println(
                    "another version of Rheostat decided from "
                        + other.since()
                        + " on; "
                        + other.differing()
                        + " inputs came out differently since"));
    for (Difference one : result.differences().stream().limit(SHOWN).toList()) {
      System.out.println(one.at() + "  " + one.key() + ", by " + place(one));
      System.out.println("  recorded: " + String.join("; ", texts(one, one.recorded())));
      System.out.println("  replayed: " + String.join("; ", texts(one, one.replayed())));
    }
    if (result.differing() > 0) {
      System.out.printf(
          "%,d inputs came out differently; shown are the first of workloads and topics%n",
          result.differing());
    }
  }

  private static String place(Difference one) {
    return one.log().topicName() + "/" + one.partition() + "@" + one.offset();
  }

  private static List<String> texts(Difference one, List<byte[]> values) {
    return values.stream().map(value -> text(one, value)).toList();
  }

  private static String text(Difference one, byte[] value) {
    try {
      return RecordText.of(one.topic(), value);
    } catch (MalformedRecordException e) {
      return value.length + " bytes that cannot be read: " + e.getMessage();
    }
  }
}
