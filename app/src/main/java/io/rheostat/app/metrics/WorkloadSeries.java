package io.rheostat.app.metrics;

import io.rheostat.app.page.LiveState;
import io.rheostat.app.page.RunningReplicas;
import io.rheostat.app.page.Standing;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.decision.Coverage;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.Evidence;
import io.rheostat.model.decision.PlannedDemand;
import io.rheostat.model.decision.SourceAges;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.HostAdvice;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Slo;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// Series of one workload for a scrape. Unknown values have no sample.
final class WorkloadSeries {
  private static final String NO_REASON = "none";

  private final ScrapeSamples draft;
  private final Workload workload;
  private final LiveState.View view;
  private final Instant now;
  private final String name;
  private final String pool;

  WorkloadSeries(ScrapeSamples draft, Workload workload, LiveState.View view, Instant now) {
    this.draft = draft;
    this.workload = workload;
    this.view = view;
    this.now = now;
    name = workload.name();
    pool = workload.pool();
  }

  /// Adds all of them.
  ///
  /// @param unread whether ingest reports the workload's metrics as unread
  void add(boolean unread) {
    draft.info(FleetSeries.WORKLOAD, pool, name, objective(), lower(workload.mode()));
    boolean frozen = view.freezes().containsKey("*") || view.freezes().containsKey(name);
    draft.flag(FleetSeries.FROZEN, frozen, pool, name);
    draft.flag(FleetSeries.PROPOSALS, view.proposals().containsKey(name), pool, name);
    draft.flag(FleetSeries.UNREAD, unread, pool, name);
    if (workload.objective() instanceof Objective.Inference inference) {
      limits(inference.slo());
    }
    Optional.ofNullable(view.observed().get(name)).ifPresent(this::observed);
    targets();
    Optional.ofNullable(view.estimates().get(name)).ifPresent(this::estimate);
    Optional.ofNullable(view.lastDecisions().get(name)).ifPresent(this::decision);
  }

  private String objective() {
    return switch (workload.objective()) {
      case Objective.Inference _ -> "inference";
      case Objective.Training _ -> "training";
      case Objective.Profiled _ -> "profiled";
    };
  }

  private void limits(Slo slo) {
    draft.gauge(FleetSeries.ATTAINMENT_OBJECTIVE, slo.attainment(), pool, name);
    draft.gauge(FleetSeries.TTFT_OBJECTIVE, slo.ttftSeconds(), pool, name);
    draft.gauge(FleetSeries.TPOT_OBJECTIVE, slo.tpotSeconds(), pool, name);
  }

  private void observed(Observed observed) {
    draft.gauge(
        FleetSeries.COST, RunningReplicas.usdPerHour(view.fleet(), name, observed), pool, name);
    draft.flag(FleetSeries.OTHER_WRITER, observed.otherWriter().isPresent(), pool, name);
    for (Placement placement : workload.placements()) {
      if (Standing.hasTarget(workload, placement.name())) {
        observed.status(placement.name()).ifPresent(this::replicas);
      }
    }
  }

  private void replicas(PlacementStatus status) {
    String placement = status.placement();
    draft.gauge(FleetSeries.REQUESTED, status.wanted(), pool, name, placement);
    draft.gauge(FleetSeries.READY, status.ready(), pool, name, placement);
    draft.gauge(FleetSeries.STARTING, status.starting(), pool, name, placement);
    draft.gauge(FleetSeries.DRAINING, status.draining(), pool, name, placement);
    draft.gauge(FleetSeries.PENDING, status.pending(), pool, name, placement);
  }

  private void targets() {
    Standing standing = Standing.of(workload, view, now);
    for (Placement placement : workload.placements()) {
      String of = placement.name();
      if (Standing.hasTarget(workload, of)) {
        draft.flag(FleetSeries.TARGET_UP, standing.unseen(of).isEmpty(), pool, name, of);
        standing
            .age(of)
            .ifPresent(age -> draft.seconds(FleetSeries.TARGET_AGE, age, pool, name, of));
      }
    }
  }

  private void estimate(Estimate estimate) {
    draft.gauge(FleetSeries.REPORTING, estimate.freshness().live(), pool, name);
    estimate.hosts().forEach(this::host);
    switch (estimate.measure()) {
      case Measure.Inference inference -> inference(inference);
      case Measure.Training training -> training(training);
      case Measure.Profiled() -> {}
    }
  }

  private void host(HostAdvice host) {
    String placement = host.placement();
    if (host.advisedMemoryBytes() > 0) {
      draft.gauge(FleetSeries.MEMORY_USED, host.usedMemoryBytes(), pool, name, placement);
      draft.gauge(FleetSeries.MEMORY_ADVISED, host.advisedMemoryBytes(), pool, name, placement);
    }
    host.daysUntilFull()
        .ifPresent(days -> draft.gauge(FleetSeries.DISK_DAYS, days, pool, name, placement));
  }

  private void inference(Measure.Inference measure) {
    draft.gauge(FleetSeries.DEMAND, measure.demand().stableRate(), pool, name);
    draft.gauge(FleetSeries.WAITING, measure.waiting(), pool, name);
    draft.gauge(FleetSeries.RUNNING, measure.running(), pool, name);
    measure
        .timeToFirstToken()
        .ifPresent(seconds -> draft.quantiles(FleetSeries.TTFT, seconds, pool, name));
    measure
        .timePerOutputToken()
        .ifPresent(seconds -> draft.quantiles(FleetSeries.TPOT, seconds, pool, name));
    measure
        .attainment()
        .ifPresent(
            share -> {
              draft.gauge(FleetSeries.ATTAINMENT_LOWER, share.lower(), pool, name);
              draft.gauge(FleetSeries.ATTAINMENT_UPPER, share.upper(), pool, name);
            });
  }

  private void training(Measure.Training measure) {
    draft.gauge(FleetSeries.TRAINING_RATE, measure.samplesPerSecond(), pool, name);
    if (workload.objective() instanceof Objective.Training objective) {
      double progress = Math.min(1, measure.progress() / objective.samples());
      draft.gauge(FleetSeries.TRAINING_PROGRESS, progress, pool, name);
    }
  }

  private void decision(Decision decision) {
    Duration since = Duration.between(decision.at(), now);
    draft.seconds(FleetSeries.DECISION_AGE, since, pool, name);
    switch (decision) {
      case Decision.Hold hold -> decided("hold", lower(hold.reason()), hold.held());
      case Decision.Resize resize -> decided("resize", NO_REASON, resize.to());
      case Decision.Proposal proposal -> decided("proposal", NO_REASON, proposal.from());
      case Decision.Shadow shadow -> decided("shadow", NO_REASON, shadow.running());
      case Decision.NoData silent -> decided("no_data", reason(silent), silent.held());
      case Decision.Request _ -> {} // an answer to a person, not the planner's decision
    }
    decision.rationale().evidence().ifPresent(evidence -> evidence(evidence, since));
  }

  private static String reason(Decision.NoData silent) {
    return silent.reason().map(WorkloadSeries::lower).orElse(NO_REASON);
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private void decided(String kind, String reason, Allocation held) {
    draft.info(FleetSeries.DECISION, pool, name, kind, reason);
    for (Placement placement : workload.placements()) {
      int replicas = held.replicas(placement.name());
      draft.gauge(FleetSeries.DESIRED, replicas, pool, name, placement.name());
    }
  }

  private void evidence(Evidence evidence, Duration since) {
    Coverage coverage = evidence.coverage();
    draft.gauge(FleetSeries.COVERAGE_READY, coverage.ready(), pool, name);
    draft.gauge(FleetSeries.COVERAGE_REPORTING, coverage.reporting(), pool, name);
    draft.flag(FleetSeries.COVERAGE_COMPLETE, coverage.isComplete(), pool, name);
    SourceAges ages = coverage.ages();
    source("metrics", ages.metrics(), since);
    source("observed", ages.observed(), since);
    source("alerts", ages.alerts(), since);
    source("outcomes", ages.outcomes(), since);
    evidence.demand().ifPresent(this::planned);
  }

  private void source(String source, Optional<Duration> age, Duration since) {
    age.ifPresent(
        one -> draft.seconds(FleetSeries.SOURCE_AGE, one.plus(since), pool, name, source));
  }

  private void planned(PlannedDemand demand) {
    draft.gauge(FleetSeries.PLANNED_EXPECTED, demand.expectedRate(), pool, name);
    draft.gauge(FleetSeries.PLANNED_HIGH, demand.highRate(), pool, name);
    draft.gauge(FleetSeries.PLANNED_HORIZON, demand.horizonSeconds(), pool, name);
    draft.flag(FleetSeries.OBJECTIVE_REACHABLE, demand.met(), pool, name);
  }
}
