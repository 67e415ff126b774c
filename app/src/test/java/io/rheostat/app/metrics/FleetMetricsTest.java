package io.rheostat.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.rheostat.app.page.LiveState;
import io.rheostat.app.testing.Scrape;
import io.rheostat.app.testing.SmallFleets;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.PlacementLook;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.decision.Coverage;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.Evidence;
import io.rheostat.model.decision.HoldReason;
import io.rheostat.model.decision.PlannedDemand;
import io.rheostat.model.decision.Rationale;
import io.rheostat.model.decision.ShadowPrices;
import io.rheostat.model.decision.SourceAges;
import io.rheostat.model.estimate.CounterHealth;
import io.rheostat.model.estimate.DemandEstimate;
import io.rheostat.model.estimate.DemandQuantiles;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Freshness;
import io.rheostat.model.estimate.HostAdvice;
import io.rheostat.model.estimate.Interval;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.estimate.Quantiles;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Mode;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Slo;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.model.resource.Target;
import io.rheostat.topics.Reject;
import io.rheostat.topics.RejectReason;
import io.rheostat.topics.fleet.FleetTable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// The series say what the live state knows, and nothing of what is declared no longer.
class FleetMetricsTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final Duration LATER = Duration.ofSeconds(5);
  private static final Target REAL = new Target("webhook", new TreeMap<>());
  private static final Map<String, String> CHAT = Map.of("pool", "east", "workload", "chat");
  private static final Map<String, String> BIG =
      Map.of("pool", "east", "workload", "chat", "placement", "big");

  private final LiveState state = new LiveState();

  private Scrape scrape() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    InstantSource clock = InstantSource.fixed(NOW.plus(LATER));
    registry.getPrometheusRegistry().register(new FleetMetrics(state, clock));
    return Scrape.of(registry.scrape());
  }

  private static Workload chat(Mode mode) {
    Workload small = SmallFleets.workload("chat", REAL);
    Slo slo = new Slo(Duration.ofMillis(500), Duration.ofMillis(50), 0.99);
    return new Workload(
        small.name(),
        small.pool(),
        new Objective.Inference(slo, 0.01, Optional.empty()),
        small.model(),
        small.placements(),
        small.bounds(),
        small.metrics(),
        small.alerts(),
        mode);
  }

  private static Fleet fleet(OptionalDouble budget, Workload... workloads) {
    Fleet small = SmallFleets.of(workloads);
    Pool pool = new Pool("east", new TreeMap<>(Map.of("h100", 8)), budget, 1, 1);
    return new Fleet(small.devices(), new TreeMap<>(Map.of("east", pool)), small.workloads());
  }

  private void declare(Mode mode, Map<String, FleetTable.Frozen> freezes) {
    state.declared(fleet(OptionalDouble.of(4), chat(mode)), freezes, List.of("both declare chat"));
  }

  private void observe(Duration ago, Optional<String> unknown) {
    PlacementStatus big =
        new PlacementStatus("big", 4, 2, 1, 0, 1, Optional.of("no node"), Optional.empty());
    PlacementLook look =
        new PlacementLook("big", Optional.of(NOW.minus(ago)), Optional.empty(), unknown);
    state.event(
        new PoolEvent.Observation(
            new Observed(
                "chat",
                "east",
                NOW.minus(ago),
                Generation.NONE,
                List.of(big),
                false,
                Optional.of("an HPA"),
                List.of(look))),
        NOW);
  }

  private void estimate() {
    DemandEstimate demand =
        new DemandEstimate(7, 8, 7.5, 0, List.of(DemandQuantiles.certain(60, 9)), 100, 100);
    Measure measure =
        new Measure.Inference(
            demand,
            12,
            3,
            0.5,
            Optional.of(new Quantiles(0.1, 0.2, 0.4, 0.15)),
            Optional.empty(),
            Optional.of(new Interval(0.97, 0.995)),
            List.of(),
            List.of());
    Freshness fresh = new Freshness(Duration.ZERO, 2, 0, false, List.of());
    List<HostAdvice> hosts =
        List.of(new HostAdvice("big", 4e10, 4.5e10, 1e11, OptionalDouble.of(2.5)));
    state.event(
        new PoolEvent.Estimated(
            new Estimate("chat", "east", NOW, fresh, measure, CounterHealth.SOUND, hosts)),
        NOW);
  }

  @Test
  void hostMemoryAndDiskAreThoseOfTheEstimate() {
    declare(Mode.ACT, Map.of());
    estimate();
    Map<String, String> big = Map.of("pool", "east", "workload", "chat", "placement", "big");

    Scrape scrape = scrape();

    assertThat(scrape.value("rheostat_host_memory_used_bytes", big)).isEqualTo(4e10);
    assertThat(scrape.value("rheostat_host_memory_advised_bytes", big)).isEqualTo(4.5e10);
    assertThat(scrape.value("rheostat_disk_days_until_full", big)).isEqualTo(2.5);
  }

  private static Rationale rationale() {
    SourceAges ages =
        new SourceAges(
            Optional.of(Duration.ofSeconds(4)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Coverage coverage = new Coverage(3, 2, 1, 1.5, Duration.ZERO, ages, Optional.of("2 of 3"));
    Evidence evidence =
        new Evidence(
            coverage,
            Optional.of(new PlannedDemand(90, 8, 11, false)),
            Optional.of(new ShadowPrices(new TreeMap<>(Map.of("h100", 1.5)), 0.25)),
            Optional.empty(),
            Optional.empty());
    return new Rationale(
        "so", Optional.empty(), List.of(), List.of(), List.of(), Optional.of(evidence));
  }

  private void hold(HoldReason reason) {
    state.decision(
        new Decision.Hold("chat", "east", NOW, Allocation.of("big", 3), reason, rationale()));
  }

  @Test
  void costDevicesAndBudgetAreThoseOfWhatRuns() {
    declare(Mode.ACT, Map.of());
    observe(Duration.ofSeconds(3), Optional.empty());
    hold(HoldReason.BEST);

    Scrape scrape = scrape();

    Map<String, String> east = Map.of("pool", "east");
    Map<String, String> h100 = Map.of("pool", "east", "device", "h100");
    assertThat(scrape.value("rheostat_cost_usd_per_hour", CHAT)).isEqualTo(3);
    assertThat(scrape.value("rheostat_pool_budget_usd_per_hour", east)).isEqualTo(4);
    assertThat(scrape.value("rheostat_pool_budget_used_ratio", east)).isEqualTo(0.75);
    assertThat(scrape.value("rheostat_pool_devices", h100)).isEqualTo(8);
    assertThat(scrape.value("rheostat_pool_devices_used", h100)).isEqualTo(3);
    assertThat(scrape.value("rheostat_device_shadow_price_usd_per_hour", h100)).isEqualTo(1.5);
    assertThat(scrape.value("rheostat_budget_shadow_price", east)).isEqualTo(0.25);
  }

  @Test
  void aPoolWithoutBudgetHasNoBudgetSeries() {
    state.declared(fleet(OptionalDouble.empty(), chat(Mode.ACT)), Map.of());

    assertThat(scrape().types())
        .doesNotContainKeys("rheostat_pool_budget_usd_per_hour", "rheostat_pool_budget_used_ratio");
  }

  @Test
  void replicasAreTakenFromTargetDecisionAndMetricsEach() {
    declare(Mode.ACT, Map.of());
    observe(Duration.ofSeconds(3), Optional.empty());
    estimate();
    hold(HoldReason.BEST);

    Scrape scrape = scrape();

    assertThat(scrape.value("rheostat_replicas_desired", BIG)).isEqualTo(3);
    assertThat(scrape.value("rheostat_replicas_requested", BIG)).isEqualTo(4);
    assertThat(scrape.value("rheostat_replicas_ready", BIG)).isEqualTo(2);
    assertThat(scrape.value("rheostat_replicas_starting", BIG)).isEqualTo(1);
    assertThat(scrape.value("rheostat_replicas_draining", BIG)).isZero();
    assertThat(scrape.value("rheostat_replicas_pending", BIG)).isEqualTo(1);
    assertThat(scrape.value("rheostat_replicas_reporting", CHAT)).isEqualTo(2);
    assertThat(scrape.value("rheostat_target_other_writer", CHAT)).isEqualTo(1);
  }

  /// A page that cannot be made would hide everything else, too.
  @Test
  void aReportThatNamesAPlacementTwiceOrAnUnknownOneLeavesThePageWhole() {
    declare(Mode.ACT, Map.of());
    PlacementStatus big =
        new PlacementStatus("big", 1, 1, 0, 0, 0, Optional.empty(), Optional.empty());
    PlacementStatus gone =
        new PlacementStatus("gone", 1, 1, 0, 0, 0, Optional.empty(), Optional.empty());
    state.event(
        new PoolEvent.Observation(
            new Observed(
                "chat",
                "east",
                NOW,
                Generation.NONE,
                List.of(big, big, gone),
                false,
                Optional.empty())),
        NOW);

    assertThat(scrape().with("rheostat_replicas_ready", Map.of())).hasSize(1);
  }

  @Test
  void measuredAndPlannedDemandStandBesideLatencyAndObjective() {
    declare(Mode.ACT, Map.of());
    estimate();
    hold(HoldReason.BEST);

    Scrape scrape = scrape();

    assertThat(scrape.value("rheostat_demand_requests_per_second", CHAT)).isEqualTo(7);
    assertThat(scrape.value("rheostat_planned_expected_requests_per_second", CHAT)).isEqualTo(8);
    assertThat(scrape.value("rheostat_planned_high_requests_per_second", CHAT)).isEqualTo(11);
    assertThat(scrape.value("rheostat_planned_horizon_seconds", CHAT)).isEqualTo(90);
    assertThat(scrape.value("rheostat_objective_reachable", CHAT)).isZero();
    assertThat(scrape.value("rheostat_attainment_lower_ratio", CHAT)).isEqualTo(0.97);
    assertThat(scrape.value("rheostat_attainment_upper_ratio", CHAT)).isEqualTo(0.995);
    assertThat(scrape.value("rheostat_attainment_objective_ratio", CHAT)).isEqualTo(0.99);
    assertThat(
            scrape.value(
                "rheostat_time_to_first_token_seconds",
                Map.of("workload", "chat", "quantile", "0.99")))
        .isEqualTo(0.4);
    assertThat(scrape.value("rheostat_time_to_first_token_objective_seconds", CHAT)).isEqualTo(0.5);
    assertThat(scrape.with("rheostat_time_per_output_token_seconds", Map.of())).isEmpty();
    assertThat(scrape.value("rheostat_requests_waiting", CHAT)).isEqualTo(3);
  }

  @Test
  void aDecisionIsToldByKindReasonAgeAndWhatItSaw() {
    declare(Mode.ACT, Map.of());
    hold(HoldReason.OVER_LIMIT);

    Scrape scrape = scrape();

    assertThat(
            scrape.value("rheostat_decision_info", Map.of("kind", "hold", "reason", "over_limit")))
        .isEqualTo(1);
    assertThat(scrape.value("rheostat_decision_age_seconds", CHAT)).isEqualTo(5);
    assertThat(scrape.value("rheostat_coverage_ready_replicas", CHAT)).isEqualTo(3);
    assertThat(scrape.value("rheostat_coverage_reporting_replicas", CHAT)).isEqualTo(2);
    assertThat(scrape.value("rheostat_coverage_complete", CHAT)).isZero();
    assertThat(scrape.with("rheostat_source_age_seconds", CHAT))
        .singleElement()
        .satisfies(one -> assertThat(one.labels()).containsEntry("source", "metrics"))
        .satisfies(one -> assertThat(one.value()).isEqualTo(9));
  }

  @Test
  void aProposalWaitsAndLeavesTheDesiredReplicasAsTheyAre() {
    declare(Mode.APPROVE, Map.of("chat", new FleetTable.Frozen("me", NOW)));
    state.decision(
        new Decision.Proposal(
            "chat",
            "east",
            NOW,
            Allocation.of("big", 3),
            Allocation.of("big", 4),
            Generation.NONE,
            NOW.plusSeconds(60),
            rationale()));

    Scrape scrape = scrape();

    assertThat(scrape.value("rheostat_proposals_waiting", CHAT)).isEqualTo(1);
    assertThat(scrape.value("rheostat_workload_frozen", CHAT)).isEqualTo(1);
    assertThat(scrape.value("rheostat_replicas_desired", BIG)).isEqualTo(3);
    assertThat(
            scrape.value(
                "rheostat_workload_info", Map.of("mode", "approve", "objective", "inference")))
        .isEqualTo(1);
  }

  @Test
  void aFreezeOfAllFreezesEachWorkload() {
    declare(Mode.ACT, Map.of("*", new FleetTable.Frozen("me", NOW)));

    assertThat(scrape().value("rheostat_workload_frozen", CHAT)).isEqualTo(1);
  }

  @Test
  void aTargetThatDoesNotAnswerIsDownHoweverItWasLastSeen() {
    declare(Mode.ACT, Map.of());
    observe(Duration.ofSeconds(125), Optional.of("connection refused"));

    Scrape scrape = scrape();

    assertThat(scrape.value("rheostat_target_up", BIG)).isZero();
    assertThat(scrape.value("rheostat_target_age_seconds", BIG)).isEqualTo(130);
  }

  @Test
  void whatIsNotReadAndWhatInstancesDeclareOtherwiseIsCounted() {
    declare(Mode.ACT, Map.of());
    state.rejected(new Reject("workload chat", RejectReason.NOT_READ, "no series", "", NOW));
    state.rejected(new Reject("scrape job pods", RejectReason.NOT_READ, "no target", "", NOW));

    Scrape scrape = scrape();

    assertThat(scrape.value("rheostat_workload_unread", CHAT)).isEqualTo(1);
    assertThat(scrape.value("rheostat_scrape_jobs_unread", Map.of())).isEqualTo(1);
    assertThat(scrape.value("rheostat_instance_differences", Map.of())).isEqualTo(1);
  }

  @Test
  void theLoopAgesFromItsStartAndFromTheNewestRecord() {
    AtomicReference<Instant> clock = new AtomicReference<>(NOW.minusSeconds(60));
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.getPrometheusRegistry().register(new FleetMetrics(state, clock::get));

    clock.set(NOW.minusSeconds(20));
    assertThat(loopAge(registry)).isEqualTo(40);

    hold(HoldReason.BEST);
    assertThat(loopAge(registry)).isZero();

    clock.set(NOW.plusSeconds(70));
    assertThat(loopAge(registry)).isEqualTo(70);
  }

  private static double loopAge(PrometheusMeterRegistry registry) {
    return Scrape.of(registry.scrape()).value("rheostat_loop_age_seconds", Map.of());
  }

  @Test
  void noSeriesOutlivesItsDeclaration() {
    declare(Mode.ACT, Map.of());
    observe(Duration.ofSeconds(3), Optional.empty());
    estimate();
    hold(HoldReason.BEST);
    assertThat(scrape().samples()).anyMatch(one -> one.labels().containsValue("chat"));

    state.declared(fleet(OptionalDouble.of(4), SmallFleets.workload("other", REAL)), Map.of());
    Scrape without = scrape();

    assertThat(without.samples()).noneMatch(one -> one.labels().containsValue("chat"));
    assertThat(without.samples()).anyMatch(one -> one.labels().containsValue("other"));

    state.declared(Fleet.EMPTY, Map.of());
    assertThat(scrape().samples()).allMatch(one -> one.labels().isEmpty());
  }

  @Test
  void everyFamilyHasAHelpText() {
    declare(Mode.ACT, Map.of());
    observe(Duration.ofSeconds(3), Optional.empty());
    estimate();
    hold(HoldReason.BEST);

    Scrape scrape = scrape();

    assertThat(scrape.types()).isNotEmpty();
    assertThat(scrape.helps().keySet()).isEqualTo(scrape.types().keySet());
  }
}
