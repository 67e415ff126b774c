package io.rheostat.app.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rheostat.app.recording.LogCounts;
import io.rheostat.model.command.Outcome;
import io.rheostat.simulator.world.Score;
import io.rheostat.simulator.world.World;
import java.time.Duration;
import java.util.List;

/// Report of a demo, for machines.
final class DemoReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private DemoReport() {}

  /// Input of a report.
  ///
  /// @param counts of the logs, from their beginning
  /// @param world at the end
  /// @param rows Rheostat beside others on the same traffic
  /// @param simulated simulated time of this run
  /// @param judged simulated time at its end compared with others
  /// @param wallSeconds of this run
  /// @param latency of this run's commands
  record Run(
      LogCounts counts,
      World world,
      List<Rivals.Row> rows,
      Duration simulated,
      Duration judged,
      double wallSeconds,
      LatencyRecorder latency) {}

  static ObjectNode of(Run run) {
    ObjectNode node = JSON.createObjectNode();
    counts(node, run.counts());
    node.put("commandsAppliedTwice", run.world().appliedTwice());
    Score.Line total = run.world().score().total();
    node.put("requests", total.requests());
    node.put("requestsWithinSlo", total.requestsWithinSlo());
    attainment(node, total);
    node.put("averageReplicas", total.averageReplicas());
    node.put("gpuHours", total.deviceHours());
    node.put("costUsd", total.costUsd());
    run.rows().stream()
        .filter(row -> row.policy().equals(Rivals.STATIC_PEAK))
        .forEach(row -> node.put("staticPeakCostUsd", row.usd()));
    times(node, run);
    DemoTable.describe(node, run.rows());
    ObjectNode workloads = node.putObject("workloads");
    run.world()
        .score()
        .workloads()
        .forEach((name, line) -> workload(workloads.putObject(name), line));
    return node;
  }

  private static void counts(ObjectNode node, LogCounts counts) {
    node.put("samples", counts.samples());
    node.put("readings", counts.readings());
    node.put("estimates", counts.estimates());
    node.put("decisions", counts.decisions());
    node.put("commandsIssued", counts.commands());
    node.put("commandsApplied", counts.outcomes(Outcome.Result.APPLIED));
    node.put("commandsFailed", counts.outcomes(Outcome.Result.FAILED));
    node.put("commandsExpired", counts.outcomes(Outcome.Result.EXPIRED));
    node.put("commandsSuperseded", counts.outcomes(Outcome.Result.SUPERSEDED));
    // A swap that waits for its new replicas at the end, one of a workload at most.
    node.put("commandsUnderWay", underWay(counts));
  }

  private static void times(ObjectNode node, Run run) {
    double simulated = run.simulated().toMillis() / 1000.0;
    node.put("simulatedSeconds", simulated);
    node.put("wallSeconds", run.wallSeconds());
    node.put("achievedSpeed", simulated / run.wallSeconds());
    ObjectNode latency = node.putObject("signalToCommand");
    latency.put("commands", run.latency().count());
    latency.put("p50Millis", run.latency().percentileMillis(50));
    latency.put("p99Millis", run.latency().percentileMillis(99));
    latency.put("maxMillis", run.latency().maxMillis());
    node.put("comparedSeconds", run.judged().toMillis() / 1000.0);
  }

  private static long underWay(LogCounts counts) {
    long ended = 0;
    for (Outcome.Result result : Outcome.Result.values()) {
      ended += counts.outcomes(result);
    }
    return counts.commands() - ended;
  }

  /// Adds the attainment; null where nothing was judged: no request is not a good one.
  private static void attainment(ObjectNode node, Score.Line line) {
    if (line.requests() == 0) {
      node.putNull("sloAttainment");
    } else {
      node.put("sloAttainment", line.sloAttainment());
    }
  }

  private static void workload(ObjectNode node, Score.Line line) {
    node.put("requests", line.requests());
    node.put("requestsWithinSlo", line.requestsWithinSlo());
    attainment(node, line);
    node.put("averageReplicas", line.averageReplicas());
    node.put("gpuHours", line.deviceHours());
    node.put("costUsd", line.costUsd());
    node.put("resizes", line.resizes());
    node.put("trainingProgress", line.trainingProgress());
  }
}
