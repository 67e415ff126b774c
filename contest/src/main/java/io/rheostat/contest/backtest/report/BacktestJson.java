package io.rheostat.contest.backtest.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rheostat.contest.backtest.Hindsight;
import io.rheostat.contest.backtest.PolicyRuns;
import io.rheostat.contest.backtest.Reproduction;
import io.rheostat.contest.backtest.WorkloadOutcome;
import java.util.Optional;

/// Report as JSON. Dollars, seconds, hours and shares 0..1.
public final class BacktestJson {
  private BacktestJson() {}

  /// Returns the report as an object.
  public static ObjectNode of(BacktestReport report) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("from", report.history().from().toString());
    root.put("to", report.history().to().toString());
    root.put("seeds", report.seeds());
    report.changes().forEach(root.putArray("changes")::add);
    report.history().remarks().forEach(root.putArray("remarks")::add);
    reproduction(root.putObject("asItRan"), report.result().reproduction());
    root.put("compared", !report.isRefused());
    ArrayNode policies = root.putArray("policies");
    Optional<PolicyRuns> reference = report.reference();
    for (PolicyRuns one : report.rows()) {
      policy(policies.addObject(), one, reference);
    }
    report.result().hindsight().ifPresent(one -> hindsight(root.putObject("hindsight"), one));
    return root;
  }

  private static void hindsight(ObjectNode node, Hindsight hindsight) {
    hindsight.leastUsd().ifPresent(usd -> node.put("leastUsd", usd));
    ArrayNode regrets = node.putArray("regrets");
    for (Hindsight.Regret one : hindsight.regrets()) {
      ObjectNode regret = regrets.addObject().put("lifted", one.lifted());
      tested(regret.putObject("usdPerDay"), one.usdPerDay());
    }
  }

  private static void reproduction(ObjectNode node, Reproduction made) {
    pair(node.putObject("usd"), made.usd());
    ObjectNode services = node.putObject("services");
    made.services()
        .forEach(
            (name, service) -> {
              ObjectNode own = services.putObject(name);
              pair(own.putObject("attainment"), service.attainment());
              pair(own.putObject("ttftP95Seconds"), service.firstTokenP95());
            });
    ObjectNode jobs = node.putObject("jobs");
    made.jobs().forEach((name, job) -> pair(jobs.putObject(name), job));
    made.excesses().forEach(node.putArray("excesses")::add);
  }

  private static void pair(ObjectNode node, Reproduction.Pair pair) {
    node.put("recorded", pair.recorded())
        .put("simulated", pair.simulated())
        .put("chance95", pair.chance());
  }

  private static void policy(ObjectNode node, PolicyRuns runs, Optional<PolicyRuns> reference) {
    node.put("policy", runs.policy());
    if (runs.refused().isPresent()) {
      node.put("refused", runs.refused().get());
      return;
    }
    figures(node, BacktestRow.of(runs, reference));
    ObjectNode workloads = node.putObject("workloads");
    for (WorkloadOutcome one : runs.runs().getFirst()) {
      PolicyRuns own = runs.only(one.workload());
      figures(workloads.putObject(one.workload()), BacktestRow.of(own, Optional.empty()));
    }
  }

  private static void figures(ObjectNode node, BacktestRow row) {
    mean(node.putObject("earnedUsd"), row.earnedUsd());
    mean(node.putObject("costUsd"), row.usd());
    mean(node.putObject("netUsd"), row.netUsd());
    mean(node.putObject("attainment"), row.attainment());
    node.put("gpuHours", row.deviceHours());
    node.put("resizes", row.resizes());
    node.put("minutesOverSlo", row.minutesOver());
    node.put("worstMinute", row.worstMinute());
    row.jobsDone().ifPresent(share -> node.put("jobsDone", share));
    row.jobSeconds().ifPresent(seconds -> node.put("jobCompletionSeconds", seconds));
    row.advantageUsd().ifPresent(mean -> tested(node.putObject("netAgainstFirst"), mean));
  }

  private static void tested(ObjectNode node, PolicyRuns.Mean mean) {
    mean(node, mean);
    node.put("significant", mean.isSignificant());
  }

  private static void mean(ObjectNode node, PolicyRuns.Mean mean) {
    node.put("mean", mean.mean());
    if (Double.isInfinite(mean.halfWidth())) {
      node.putNull("halfWidth95");
    } else {
      node.put("halfWidth95", mean.halfWidth());
    }
  }
}
