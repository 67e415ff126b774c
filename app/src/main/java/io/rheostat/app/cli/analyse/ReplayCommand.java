package io.rheostat.app.cli.analyse;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rheostat.app.cli.option.CommonOptions;
import io.rheostat.app.recording.Replay;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `rheostat replay`.
@Command(
    name = "replay",
    description =
        "Replays recorded logs, and reports whether the results are identical "
            + "or where they differ.",
    footer = {"", "Example: rheostat replay --log recording --json"})
public final class ReplayCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = "--log",
      required = true,
      description = "A folder made by demo --record or by export.")
  private Path log = Path.of(".");

  @Override
  public Integer call() throws Exception {
    long started = System.nanoTime();
    Replay.Result result = Replay.run(log);
    double seconds = (System.nanoTime() - started) / 1e9;
    if (common.json()) {
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
      node.put("stateSha256", result.stateSha256());
      node.put("wallSeconds", seconds);
      node.put("identical", result.identical());
      System.out.println(node.toPrettyString());
    } else {
      System.out.printf(
          "%,d events in %.1f s: %,d decisions, %,d commands, %s%n",
          result.events(),
          seconds,
          result.decisions(),
          result.commands(),
          result.identical() ? "identical to what was recorded" : "NOT identical");
    }
    return result.identical() ? 0 : 1;
  }
}
