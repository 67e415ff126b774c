package io.rheostat.app.cli.recorded;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rheostat.app.cli.option.CommonOptions;
import io.rheostat.app.cli.text.RecordText;
import io.rheostat.app.recording.Recording;
import io.rheostat.app.recording.ReplayPace;
import io.rheostat.app.recording.SectionGoneException;
import io.rheostat.app.replay.Difference;
import io.rheostat.app.replay.Replay;
import io.rheostat.topics.MalformedRecordException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
  @Mixin private SectionOptions section = new SectionOptions();

  @Override
  public Integer call() throws Exception {
    long started = System.nanoTime();
    ReplayPace folded = new ReplayPace();
    section.refuseTimesOfFolder();
    Replay.Result result;
    try (Recording recording = section.open();
        ReplayProgress _ = ReplayProgress.start(folded)) {
      result = Replay.run(recording, folded);
    } catch (SectionGoneException gone) {
      System.err.println("rheostat: " + gone.getMessage());
      return 2;
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
