package io.rheostat.app.cli.operate;

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
import io.rheostat.model.decision.Decision;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Workload;
import io.rheostat.topics.Reject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `rheostat explain`.
@Command(
    name = "explain",
    description =
        "Explains the last decision on a workload: its inputs, the losing options with J, the"
            + " binding guards, and what the last devices of it and of the others in its pool"
            + " earn.",
    footer = {"", "Example: rheostat explain chat-32b"})
public final class ExplainCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Parameters(paramLabel = "WORKLOAD", description = "The workload's name.")
  private String workload = "";

  @Override
  public Integer call() throws Exception {
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
    ObjectNode json = new ObjectMapper().createObjectNode();
    StateJson.decision(json, decision);
    ArrayNode replicas = json.putArray("replicas");
    decision
        .rationale()
        .chosen()
        .ifPresent(option -> replicas(view, option.allocation()).forEach(replicas::add));
    PoolMargins.beside(json.putArray("beside"), view, decision);
    Reject notRead = state.notRead().get(NotReadJson.of(workload));
    if (notRead != null) {
      json.put("notRead", notRead.detail());
    }
    if (common.json()) {
      System.out.println(json.toPrettyString());
    } else {
      print(json);
    }
    return 0;
  }

  /// Returns what one replica of each chosen placement has.
  private List<String> replicas(LiveState.View view, Allocation chosen) {
    List<String> lines = new ArrayList<>();
    Workload declared = view.fleet().workloads().get(workload);
    if (declared == null) {
      return lines;
    }
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
  }
}
