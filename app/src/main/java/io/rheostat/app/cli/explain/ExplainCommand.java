package io.rheostat.app.cli.explain;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rheostat.app.cli.option.CommonOptions;
import io.rheostat.app.cli.option.KafkaOptions;
import io.rheostat.app.cli.option.UsageException;
import io.rheostat.app.cli.text.StandingText;
import io.rheostat.app.page.LiveState;
import io.rheostat.app.page.NotReadJson;
import io.rheostat.app.page.StateJson;
import io.rheostat.app.page.StateReader;
import io.rheostat.app.recording.FolderRecording;
import io.rheostat.app.recording.KafkaRecording;
import io.rheostat.app.recording.LogPosition;
import io.rheostat.app.recording.Recording;
import io.rheostat.app.recording.SectionGoneException;
import io.rheostat.app.replay.PastDecision;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Workload;
import io.rheostat.topics.Reject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `rheostat explain`.
@Command(
    name = "explain",
    description = {
      "Explains the last decision on a workload: its inputs, the losing options with J, the"
          + " binding guards, and what the last devices of it and of the others in its pool"
          + " earn.",
      "With --at or --log it explains one of the past, made again from the logs, and adds the"
          + " nearest price, demand, value or limit at which the choice would have been another"
          + " one."
    },
    footer = {
      "",
      "Example: rheostat explain chat-32b",
      "Example: rheostat explain chat-32b --at 2026-11-24T14:05:00Z",
      "Example: rheostat explain chat-32b --log recording"
    })
public final class ExplainCommand implements Callable<Integer> {
  /// Time before the asked one that is folded at least: a decision is repeated every minute while
  /// anything is measured.
  private static final Duration BEFORE = Duration.ofMinutes(10);

  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Parameters(paramLabel = "WORKLOAD", description = "The workload's name.")
  private String workload = "";

  @Option(
      names = "--at",
      description =
          "A past time, such as 2026-11-24T14:05:00Z or -2h (default: now; of a folder its end).")
  private Optional<String> at = Optional.empty();

  @Option(
      names = "--log",
      description = "A folder made by demo --record or by export, instead of a cluster.")
  private Optional<Path> log = Optional.empty();

  @Override
  public Integer call() throws Exception {
    try {
      ObjectNode json = at.isEmpty() && log.isEmpty() ? newest() : past();
      if (common.json()) {
        System.out.println(json.toPrettyString());
      } else {
        print(json);
      }
      return 0;
    } catch (SectionGoneException gone) {
      System.err.println("rheostat: " + gone.getMessage());
      return 2;
    }
  }

  private ObjectNode newest() throws IOException, UsageException, InterruptedException {
    LiveState state = StateReader.newest(kafka.bootstrap(), kafka.clientSettings());
    LiveState.View view = state.view();
    Decision decision = view.lastDecisions().get(workload);
    if (decision == null) {
      throw new UsageException(
          "no decision about \""
              + workload
              + "\" is on the topic. Known are "
              + view.fleet().workloads().keySet()
              + ".");
    }
    ObjectNode json =
        json(
            decision,
            Optional.ofNullable(view.fleet().workloads().get(workload)),
            view.lastDecisions().values());
    Reject notRead = state.notRead().get(NotReadJson.of(workload));
    if (notRead != null) {
      json.put("notRead", notRead.detail());
    }
    return json;
  }

  private ObjectNode past() throws IOException, UsageException, InterruptedException {
    Instant time = time();
    Optional<PastDecision> found =
        log.isPresent() ? found(new FolderRecording(log.get()), time) : found(time);
    if (found.isEmpty()) {
      throw new UsageException(
          "no decision about \""
              + workload
              + "\" was made "
              + (log.isPresent() ? "in " + log.get() : "in the ten minutes before " + time)
              + (log.isPresent() && at.isPresent() ? " until " + time : "")
              + ". Give another --at, or another workload.");
    }
    PastDecision past = found.get();
    ObjectNode json =
        json(past.decision(), Optional.of(past.point().member().workload()), past.newest());
    json.put("recorded", past.recorded());
    json.put("startsCold", past.cold());
    FlipJson.add(json, past.point(), past.decision());
    return json;
  }

  private Instant time() throws UsageException {
    Instant now = Instant.now();
    if (at.isEmpty()) {
      // A demo's log may lie ahead of the clock.
      return log.isPresent() ? Instant.ofEpochMilli(Long.MAX_VALUE) : now;
    }
    if (LogPosition.parse(at.get(), now) instanceof LogPosition.At(Instant time)) {
      return time;
    }
    throw new UsageException(
        "--at " + at.get() + " is no time. Give one such as 2026-11-24T14:05:00Z or -2h.");
  }

  private Optional<PastDecision> found(Instant time)
      throws IOException, UsageException, InterruptedException {
    try {
      return found(recording(time.minus(BEFORE)), time);
    } catch (SectionGoneException _) {
      return found(recording(time), time); // less is left than ten minutes
    }
  }

  private Recording recording(Instant from)
      throws IOException, UsageException, InterruptedException {
    return new KafkaRecording(
        kafka.bootstrap(),
        kafka.clientSettings(),
        Optional.of(new LogPosition.At(from)),
        Optional.empty());
  }

  private Optional<PastDecision> found(Recording opened, Instant time)
      throws IOException, InterruptedException {
    try (Recording recording = opened) {
      return PastDecision.find(recording, workload, time);
    }
  }

  private static ObjectNode json(
      Decision decision, Optional<Workload> declared, Collection<Decision> newest) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    StateJson.decision(json, decision);
    ArrayNode replicas = json.putArray("replicas");
    decision
        .rationale()
        .chosen()
        .ifPresent(
            option ->
                declared.ifPresent(
                    one -> replicas(one, option.allocation()).forEach(replicas::add)));
    PoolMargins.beside(json.putArray("beside"), newest, decision);
    return json;
  }

  /// Returns what one replica of each chosen placement has.
  private static List<String> replicas(Workload declared, Allocation chosen) {
    List<String> lines = new ArrayList<>();
    for (Allocation.Part part : chosen.parts()) {
      declared
          .placement(part.placement())
          .ifPresent(
              placement ->
                  lines.add(
                      String.format(
                          Locale.ROOT,
                          "%s: %d x %s, %.0f GiB of host memory, %.0f GiB of disk",
                          placement.name(),
                          placement.devicesPerReplica(),
                          placement.device(),
                          placement.memoryGib(),
                          placement.diskGib())));
    }
    return lines;
  }

  private static void print(ObjectNode json) {
    System.out.println(
        json.path("at").asText()
            + "  "
            + json.path("workload").asText()
            + " "
            + json.path("text").asText()
            + (json.has("reason") ? " (" + json.path("reason").asText() + ")" : ""));
    System.out.println("  seen:    " + json.path("observed").asText());
    StandingText.evidence(json).forEach(line -> System.out.println("  " + line));
    if (json.has("notRead")) {
      System.out.println("  unread:  " + json.path("notRead").asText());
    }
    System.out.println("  chosen:  " + json.path("chosen").asText("nothing feasible"));
    json.path("replicas").forEach(line -> System.out.println("  replica: " + line.asText()));
    if (json.has("margins")) {
      System.out.println("  worth:   " + json.path("margins").path("text").asText());
    }
    json.path("beside")
        .forEach(
            other ->
                System.out.println(
                    "  beside:  "
                        + other.path("name").asText()
                        + " "
                        + other.path("text").asText()));
    json.path("losing").forEach(option -> System.out.println("  lost:    " + option.asText()));
    json.path("guards").forEach(note -> System.out.println("  guard:   " + note.asText()));
    json.path("refusals").forEach(words -> System.out.println("  refused: " + words.asText()));
    if (json.has("flips")) {
      printFlips(json);
    }
  }

  private static void printFlips(ObjectNode json) {
    if (!json.path("recorded").asBoolean()) {
      System.out.println(
          "  note:    not as recorded: another version of Rheostat decided, or what it knew before"
              + " is not in the log");
    }
    if (json.path("startsCold").asBoolean()) {
      System.out.println("  note:    the log's begin is gone: what was known before is not");
    }
    if (json.has("solved")) {
      System.out.println(
          "  note:    chosen between two joint solves, at the shadow prices of the last; solved"
              + " again with its pool it is "
              + json.path("solved").asText()
              + ", of which this tells:");
    }
    json.path("flips")
        .forEach(flip -> System.out.println("  flips:   " + flip.path("text").asText()));
    json.path("firm")
        .forEach(lever -> System.out.println("  firm:    with " + lever.path("text").asText()));
  }
}
