package io.rheostat.app.cli.explain;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rheostat.app.cli.option.CommonOptions;
import io.rheostat.app.cli.option.RecordingOptions;
import io.rheostat.app.cli.option.UsageException;
import io.rheostat.app.page.LiveState;
import io.rheostat.app.page.NotReadJson;
import io.rheostat.app.page.StateJson;
import io.rheostat.app.page.StateReader;
import io.rheostat.app.recording.LogPosition;
import io.rheostat.app.recording.Recording;
import io.rheostat.app.recording.SectionGoneException;
import io.rheostat.app.replay.PastDecision;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Workload;
import io.rheostat.topics.Reject;
import java.io.IOException;
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
  @Mixin private RecordingOptions logs = new RecordingOptions();

  @Parameters(paramLabel = "WORKLOAD", description = "The workload's name.")
  private String workload = "";

  @Option(
      names = "--at",
      description =
          "A past time, such as 2026-11-24T14:05:00Z or -2h (default: now; of a folder its end).")
  private Optional<String> at = Optional.empty();

  @Override
  public Integer call() throws Exception {
    try {
      ObjectNode json = at.isEmpty() && logs.folder().isEmpty() ? newest() : past();
      if (common.json()) {
        System.out.println(json.toPrettyString());
      } else {
        ExplanationText.print(json, System.out);
      }
      return 0;
    } catch (SectionGoneException gone) {
      System.err.println("rheostat: " + gone.getMessage());
      return 2;
    }
  }

  private ObjectNode newest() throws IOException, UsageException, InterruptedException {
    LiveState state = StateReader.newest(logs.kafka().bootstrap(), logs.kafka().clientSettings());
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
    Optional<PastDecision> found = found(time);
    if (found.isEmpty()) {
      String where =
          logs.folder().map(folder -> "in " + folder + " until ").orElse("shortly before ");
      throw new UsageException(
          "no decision about \""
              + workload
              + "\" was made "
              + where
              + time
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

  private Instant time() throws UsageException, IOException {
    if (at.isEmpty()) {
      return logs.end();
    }
    if (logs.position(at.get()) instanceof LogPosition.At(Instant time)) {
      return time;
    }
    throw new UsageException(
        "--at " + at.get() + " is no time. Give one such as 2026-11-24T14:05:00Z or -2h.");
  }

  private Optional<PastDecision> found(Instant time)
      throws IOException, UsageException, InterruptedException {
    try {
      return found(time.minus(BEFORE), time);
    } catch (SectionGoneException _) {
      return found(time, time); // less is left than ten minutes
    }
  }

  private Optional<PastDecision> found(Instant from, Instant time)
      throws IOException, UsageException, InterruptedException {
    try (Recording recording = logs.open(Optional.of(new LogPosition.At(from)), Optional.empty())) {
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
}
