package io.rheostat.contest.backtest.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rheostat.contest.backtest.Hindsight;
import io.rheostat.contest.backtest.PolicyRuns;
import io.rheostat.contest.backtest.Reproduction;
import io.rheostat.contest.backtest.ServiceOutcome;
import io.rheostat.contest.backtest.WorkloadOutcome;
import java.util.Optional;
import java.util.TreeSet;

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
      mean(regret.putObject("usdPerDay"), one.usdPerDay());
      regret.put("significant", one.usdPerDay().isSignificant());
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
    BacktestRow row = BacktestRow.of(runs, reference);
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
    row.advantageUsd()
        .ifPresent(
            mean -> {
              ObjectNode against = node.putObject("netAgainstFirst");
              mean(against, mean);
              against.put("significant", mean.isSignificant());
            });
    ObjectNode workloads = node.putObject("workloads");
    TreeSet<String> names = new TreeSet<>();
    runs.runs().forEach(run -> run.forEach(one -> names.add(one.workload())));
    for (String name : names) {
      workload(workloads.putObject(name), runs.only(name));
    }
  }

  private static void workload(ObjectNode node, PolicyRuns runs) {
    mean(node.putObject("netUsd"), runs.sum(WorkloadOutcome::netUsd));
    node.put("costUsd", runs.sum(WorkloadOutcome::usd).mean());
    node.put("gpuHours", runs.sum(WorkloadOutcome::deviceHours).mean());
    node.put("resizes", runs.sum(WorkloadOutcome::resizes).mean());
    if (runs.runs().getFirst().getFirst().service().isPresent()) {
      mean(node.putObject("attainment"), runs.attainment());
      node.put(
          "minutesOverSlo",
          runs.sum(one -> one.service().map(ServiceOutcome::minutesOver).orElse(0)).mean());
      node.put("worstMinute", runs.worstMinute());
    } else {
      BacktestRow row = BacktestRow.of(runs, Optional.empty());
      node.put("done", row.jobsDone().orElse(0.0));
      row.jobSeconds().ifPresent(seconds -> node.put("completionSeconds", seconds));
    }
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
