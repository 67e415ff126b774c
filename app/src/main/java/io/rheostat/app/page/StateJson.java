package io.rheostat.app.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.Outcome;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.GuardNote;
import io.rheostat.model.decision.HoldReason;
import io.rheostat.model.decision.Option;
import io.rheostat.model.decision.Rationale;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.estimate.PlacementCapacity;
import io.rheostat.model.estimate.Quantiles;
import io.rheostat.model.estimate.WidthGoodput;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// The live state as JSON, for the page and for `--json`.
public final class StateJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LiveState.View view;
  private final ObjectNode root = JSON.createObjectNode();

  private StateJson(LiveState.View view) {
    this.view = view;
  }

  /// Returns the whole state.
  public static ObjectNode of(LiveState.View view) {
    return new StateJson(view).build();
  }

  private ObjectNode build() {
    root.put("simulatedTime", view.now().toString());
    if (!view.first().isAfter(view.now())) {
      root.put("simulatedSeconds", Duration.between(view.first(), view.now()).toSeconds());
    }
    ModesJson.freezes(root.putArray("freezes"), view);
    view.differences().forEach(root.putArray("differences")::add);
    ArrayNode pools = root.putArray("pools");
    view.fleet().pools().values().forEach(pool -> pool(pools.addObject(), pool));
    ArrayNode workloads = root.putArray("workloads");
    view.fleet().workloads().values().forEach(w -> workload(workloads.addObject(), w));
    ArrayNode decisions = root.putArray("decisions");
    view.decisions().forEach(decision -> decision(decisions.addObject(), decision));
    ObjectNode commands = root.putObject("commands");
    commands.put("issued", view.commands());
    for (Outcome.Result result : Outcome.Result.values()) {
      commands.put(
          result.name().toLowerCase(Locale.ROOT), view.outcomes().getOrDefault(result, 0L));
    }
    return root;
  }

  private void pool(ObjectNode node, Pool pool) {
    node.put("name", pool.name());
    node.put("usdPerHour", PoolUse.usdPerHour(view, pool));
    pool.budgetUsdPerHour().ifPresent(budget -> node.put("budgetUsdPerHour", budget));
    ArrayNode devices = node.putArray("devices");
    pool.devices()
        .forEach(
            (device, total) -> {
              ObjectNode entry = devices.addObject();
              entry.put("device", device);
              entry.put("total", total);
              entry.put("used", PoolUse.devices(view, pool, device));
            });
  }

  private void workload(ObjectNode node, Workload workload) {
    node.put("name", workload.name());
    node.put("pool", workload.pool());
    node.put(
        "type",
        switch (workload.objective()) {
          case Objective.Inference _ -> "inference";
          case Objective.Training _ -> "training";
          case Objective.Profiled _ -> "profiled";
        });
    ModesJson.workload(node, workload, view);
    Observed observed = view.observed().get(workload.name());
    node.put("usdPerHour", RunningReplicas.usdPerHour(view.fleet(), workload.name(), observed));
    Estimate estimate = view.estimates().get(workload.name());
    if (estimate != null) {
      node.put("live", estimate.freshness().live());
      node.put("unreachable", estimate.freshness().unreachable());
      node.put("dataAgeSeconds", estimate.freshness().age().toMillis() / 1000.0);
      measure(node, workload, estimate.measure());
      HostJson.add(node, estimate);
      if (observed != null && observed.failed()) {
        node.put("failed", true);
      } else if (isComplete(workload)) {
        node.put("complete", true).put("progressShare", 1.0);
      }
    }
    StandingJson.workload(node, workload, view);
    placements(node.putArray("placements"), workload, Standing.of(workload, view));
    history(node.putArray("history"), workload);
  }

  /// Returns whether a job is complete, as the planner remembers: no worker is left to report it.
  private boolean isComplete(Workload workload) {
    return view.lastDecisions().get(workload.name()) instanceof Decision.Hold hold
        && hold.reason() == HoldReason.COMPLETE;
  }

  private static void measure(ObjectNode node, Workload workload, Measure measure) {
    switch (measure) {
      case Measure.Inference inference -> inference(node, workload, inference);
      case Measure.Training training -> training(node, workload, training);
      case Measure.Profiled() -> {}
    }
  }

  private static void inference(ObjectNode node, Workload workload, Measure.Inference measure) {
    node.put("requestsPerSecond", measure.demand().stableRate());
    node.put("forecastRequestsPerSecond", measure.demand().level());
    node.put("waiting", measure.waiting());
    node.put("running", measure.running());
    node.put("kvCacheUsage", measure.kvCacheUsage());
    put(node, "ttftP99Seconds", measure.timeToFirstToken().map(Quantiles::p99));
    put(node, "tpotP99Seconds", measure.timePerOutputToken().map(Quantiles::p99));
    if (workload.objective() instanceof Objective.Inference objective) {
      node.put("ttftSloSeconds", objective.slo().ttftSeconds());
      node.put("tpotSloSeconds", objective.slo().tpotSeconds());
      node.put("attainmentObjective", objective.slo().attainment());
    }
    put(node, "attainmentLower", measure.attainment().map(interval -> interval.lower()));
    put(node, "attainmentUpper", measure.attainment().map(interval -> interval.upper()));
  }

  private static void training(ObjectNode node, Workload workload, Measure.Training measure) {
    node.put("samplesPerSecond", measure.samplesPerSecond());
    node.put("goodputPerSecond", measure.samplesPerSecond() * measure.efficiency());
    node.put("workers", measure.workers());
    node.put("efficiency", measure.efficiency());
    node.put("complete", measure.complete());
    if (workload.objective() instanceof Objective.Training objective) {
      node.put("progressShare", Math.min(1, measure.progress() / objective.samples()));
    }
    StandingJson.widths(node, measure);
  }

  private static void put(ObjectNode node, String key, Optional<Double> value) {
    if (value.isPresent()) {
      node.put(key, value.get());
    } else {
      node.putNull(key);
    }
  }

  private void placements(ArrayNode nodes, Workload workload, Standing standing) {
    Observed observed = view.observed().get(workload.name());
    Estimate estimate = view.estimates().get(workload.name());
    if (observed == null) {
      return;
    }
    for (PlacementStatus status : observed.placements()) {
      if (!Standing.hasTarget(workload, status.placement())) {
        continue;
      }
      ObjectNode node = nodes.addObject();
      StandingJson.placement(node, status.placement(), standing);
      node.put("placement", status.placement());
      workload
          .placement(status.placement())
          .ifPresent(placement -> node.put("device", placement.device()));
      node.put("wanted", status.wanted());
      node.put("ready", status.ready());
      node.put("starting", status.starting());
      node.put("draining", status.draining());
      node.put("pending", status.pending());
      node.put("pendingReason", status.pendingReason().orElse(null));
      if (estimate != null) {
        capacity(node, status.placement(), estimate.measure());
      }
    }
  }

  private static void capacity(ObjectNode node, String placement, Measure measure) {
    if (measure instanceof Measure.Inference inference) {
      for (PlacementCapacity capacity : inference.capacities()) {
        if (capacity.placement().equals(placement)) {
          node.put("capacityPerReplicaRps", capacity.lowerRequestsPerSecond());
          node.put("confidence", capacity.confidence());
        }
      }
    } else if (measure instanceof Measure.Training training) {
      for (WidthGoodput goodput : training.goodputs()) {
        if (goodput.placement().equals(placement)) {
          node.put("confidence", goodput.confidence());
        }
      }
    }
  }

  private void history(ArrayNode nodes, Workload workload) {
    boolean training = workload.objective() instanceof Objective.Training;
    var points = view.histories().get(workload.name());
    if (points == null) {
      return;
    }
    for (WorkloadHistory.Point point : points) {
      ObjectNode node = nodes.addObject();
      node.put("t", Duration.between(view.first(), point.at()).toSeconds());
      node.put(training ? "samplesPerSecond" : "rps", point.rate());
      if (!training) {
        put(node, "ttftP99", point.ttftP99());
      }
      node.put("usdPerHour", point.usdPerHour());
      node.put("replicas", point.replicas());
    }
  }

  /// Adds one decision with its reasons.
  public static void decision(ObjectNode node, Decision decision) {
    node.put("at", decision.at().toString());
    node.put("workload", decision.workload());
    content(node, decision);
    rationale(node, decision.rationale());
  }

  private static void content(ObjectNode node, Decision decision) {
    switch (decision) {
      case Decision.Hold hold -> {
        node.put("kind", "hold");
        node.put("text", "holds " + hold.held());
        node.put("reason", hold.reason().name());
      }
      case Decision.Resize resize -> {
        node.put("kind", "resize");
        node.put("text", resize.from() + " → " + resize.to());
        node.put("generation", resize.generation().toString());
      }
      case Decision.Proposal proposal -> {
        node.put("kind", "proposal");
        node.put("text", proposal.from() + " → " + proposal.to() + " waits for approval");
        node.put("id", proposal.id());
        node.put("expiresAt", proposal.expiresAt().toString());
      }
      case Decision.Shadow shadow -> {
        node.put("kind", "shadow");
        node.put("text", "would hold " + shadow.imagined() + "; runs " + shadow.running());
      }
      case Decision.Request request -> {
        node.put("kind", "request");
        node.put("text", request.rationale().observed());
        node.put("reason", request.asked() + (request.granted() ? "" : " REFUSED"));
        node.put("by", request.by());
      }
      case Decision.NoData none -> {
        node.put("kind", "noData");
        node.put(
            "text", "holds " + none.held() + ", silent for " + none.silence().toSeconds() + " s");
        none.reason().ifPresent(reason -> node.put("reason", reason.name()));
      }
    }
  }

  private static void rationale(ObjectNode node, Rationale rationale) {
    node.put("observed", rationale.observed());
    rationale.chosen().ifPresent(option -> node.put("chosen", text(option)));
    ArrayNode losing = node.putArray("losing");
    rationale.losing().forEach(option -> losing.add(text(option)));
    ArrayNode guards = node.putArray("guards");
    for (GuardNote note : rationale.guards()) {
      guards.add(
          note.stage() + ": " + note.before() + " → " + note.after() + " (" + note.detail() + ")");
    }
    ArrayNode refusals = node.putArray("refusals");
    rationale.refusals().forEach(refusals::add);
    rationale
        .evidence()
        .ifPresent(evidence -> StandingJson.evidence(node, evidence, Duration.ZERO));
  }

  /// Returns an option in one line: J with its terms before the weights of the pool, and the loss
  /// from missing the attainment, by which options are compared as well.
  public static String text(Option option) {
    return String.format(
        Locale.ROOT,
        "%s: J %.2f $/h (value %.2f, cost %.2f, change %.2f), shortfall %.2f, attainment %.4f",
        option.allocation(),
        option.netUsdPerHour(),
        option.valueUsdPerHour(),
        option.costUsdPerHour(),
        option.changeUsdPerHour(),
        option.shortfallUsdPerHour(),
        option.attainment());
  }
}
