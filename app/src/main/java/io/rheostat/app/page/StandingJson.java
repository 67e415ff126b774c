package io.rheostat.app.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rheostat.model.decision.Coverage;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.Evidence;
import io.rheostat.model.decision.Margin;
import io.rheostat.model.decision.PlannedDemand;
import io.rheostat.model.decision.ShadowPrices;
import io.rheostat.model.decision.SourceAges;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.estimate.WidthGoodput;
import io.rheostat.model.fleet.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Problems, coverage and ages of sources as JSON.
public final class StandingJson {
  private StandingJson() {}

  static void workload(ObjectNode node, Workload workload, LiveState.View view) {
    Standing standing = Standing.of(workload, view);
    standing.ofTargets().forEach(node.withArray("targetProblems")::add);
    standing.ofSignals().forEach(node.withArray("signalProblems")::add);
    Decision decision = view.lastDecisions().get(workload.name());
    if (decision != null) {
      Duration since = Duration.between(decision.at(), view.now());
      node.put("decisionAgeSeconds", since.toSeconds());
      decision.rationale().evidence().ifPresent(evidence -> evidence(node, evidence, since));
    }
  }

  static void placement(ObjectNode node, String placement, Standing standing) {
    standing.age(placement).ifPresent(age -> node.put("ageSeconds", age.toSeconds()));
    standing.unseen(placement).ifPresent(why -> node.put("unseen", why));
  }

  /// Adds coverage, planned demand and the ages of the sources.
  ///
  /// @param since time since the decision
  static void evidence(ObjectNode node, Evidence evidence, Duration since) {
    Coverage coverage = evidence.coverage();
    ObjectNode seen =
        node.putObject("coverage")
            .put("ready", coverage.ready())
            .put("reporting", coverage.reporting())
            .put("unreachable", coverage.unreachable())
            .put("demandFactor", coverage.demandFactor())
            .put("watchedSeconds", coverage.watched().toSeconds());
    coverage.gap().ifPresent(gap -> seen.put("gap", gap));
    SourceAges ages = coverage.ages();
    ObjectNode sources = node.putObject("sourceAgesSeconds");
    age(sources, "metrics", ages.metrics(), since);
    age(sources, "observed", ages.observed(), since);
    age(sources, "alerts", ages.alerts(), since);
    age(sources, "outcomes", ages.outcomes(), since);
    evidence.demand().ifPresent(demand -> planned(node.putObject("planned"), demand));
    evidence.prices().ifPresent(prices -> prices(node.putObject("shadowPrices"), prices));
    margins(evidence).ifPresent(margins -> node.set("margins", margins));
  }

  /// Returns the worth of a workload's last devices and of more; empty when neither is known.
  public static Optional<ObjectNode> margins(Evidence evidence) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    List<String> words = new ArrayList<>();
    evidence
        .last()
        .ifPresent(
            last -> {
              margin(node.putObject("last"), last);
              words.add(
                  String.format(
                      Locale.ROOT, "its last %s earn %.2f $/h", devices(last), last.usdPerHour()));
            });
    evidence
        .next()
        .ifPresent(
            next -> {
              margin(node.putObject("next"), next);
              words.add(
                  String.format(
                      Locale.ROOT,
                      "%s more would earn %.2f $/h",
                      devices(next),
                      next.usdPerHour()));
            });
    if (words.isEmpty()) {
      return Optional.empty();
    }
    node.put("text", String.join("; ", words));
    return Optional.of(node);
  }

  private static void margin(ObjectNode node, Margin margin) {
    ObjectNode devices = node.putObject("devices");
    margin.devices().forEach(devices::put);
    node.put("usdPerHour", margin.usdPerHour());
  }

  private static String devices(Margin margin) {
    return margin.devices().entrySet().stream()
        .map(device -> device.getValue() + " × " + device.getKey())
        .collect(Collectors.joining(" + "));
  }

  private static void prices(ObjectNode node, ShadowPrices prices) {
    ObjectNode devices = node.putObject("usdPerDeviceHour");
    prices.perDevice().forEach(devices::put);
    node.put("perBudgetDollar", prices.perBudgetDollar());
    node.put("text", text(prices));
  }

  /// Returns the value of one more unit of each scarce resource, in a line.
  private static String text(ShadowPrices prices) {
    List<String> scarce = new ArrayList<>();
    prices
        .perDevice()
        .forEach(
            (device, price) -> {
              if (price > 0) {
                scarce.add(String.format(Locale.ROOT, "one more %s %.2f $/h", device, price));
              }
            });
    if (prices.perBudgetDollar() > 0) {
      scarce.add(
          String.format(Locale.ROOT, "one more $/h of budget %.2f $/h", prices.perBudgetDollar()));
    }
    return scarce.isEmpty() ? "nothing is scarce" : String.join(", ", scarce) + " would earn";
  }

  private static void age(ObjectNode node, String source, Optional<Duration> age, Duration since) {
    if (age.isPresent()) {
      node.put(source, age.get().plus(since).toSeconds());
    } else {
      node.putNull(source);
    }
  }

  private static void planned(ObjectNode node, PlannedDemand demand) {
    node.put("horizonSeconds", demand.horizonSeconds());
    node.put("expectedRate", demand.expectedRate());
    node.put("highRate", demand.highRate());
    node.put("met", demand.met());
    node.put("text", text(demand));
  }

  /// Returns the planned demand, in a line.
  private static String text(PlannedDemand demand) {
    return String.format(
        Locale.ROOT,
        "%.2f req/s expected, %.2f at most, in %.0f s%s",
        demand.expectedRate(),
        demand.highRate(),
        demand.horizonSeconds(),
        demand.met() ? "" : "; no option meets the objective");
  }

  /// Adds the goodput of each width of a training job, with its batch where it is chosen.
  static void widths(ObjectNode node, Measure.Training measure) {
    ArrayNode widths = node.putArray("widths");
    for (WidthGoodput goodput : measure.goodputs()) {
      ObjectNode width = widths.addObject();
      width.put("placement", goodput.placement());
      width.put("width", goodput.width());
      width.put("goodputPerSecond", goodput.goodput());
      width.put("confidence", goodput.confidence());
      if (!goodput.batch().equals(WidthGoodput.Batch.DECLARED)) {
        width.put("localBatch", goodput.batch().local());
        width.put("accumulation", goodput.batch().accumulation());
      }
    }
  }
}
