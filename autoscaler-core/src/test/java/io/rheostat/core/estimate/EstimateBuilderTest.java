package io.rheostat.core.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.core.capacity.EngineModel;
import io.rheostat.core.capacity.StepModel;
import io.rheostat.core.stage.Catalogue;
import io.rheostat.core.stage.Given;
import io.rheostat.core.stage.Moment;
import io.rheostat.core.workload.ReplicaState;
import io.rheostat.core.workload.RootDraft;
import io.rheostat.core.workload.WorkloadRoot;
import io.rheostat.core.workload.WorkloadState;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Freshness;
import io.rheostat.model.estimate.Interval;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.estimate.PlacementCapacity;
import io.rheostat.model.estimate.SignalAge;
import io.rheostat.model.estimate.WidthGoodput;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.model.resource.StepProfile;
import io.rheostat.model.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Estimates of a service and of a job at one time, from states given by hand.
class EstimateBuilderTest {
  private static final Instant TIME = Instant.ofEpochMilli(100_000);
  private static final long NOW = TIME.toEpochMilli();
  private static final EngineModel MODEL =
      EngineModel.of(new EngineProfile(0.01, 0.0002, 0, 0.00005, 500_000, 128, 2048), 550, true);
  private static final Workload CHAT =
      Given.service(
          "chat",
          "main",
          Given.bounds(0, 9),
          Given.placement("big", "h100"),
          Given.placement("small", "l40s"));
  private static final Workload JOB =
      Given.workload(
          "job", "main", Given.run(), Given.bounds(1, 8), Given.placement("big", "h100"));

  private final RootDraft root = new RootDraft(WorkloadRoot.of("chat"));
  private List<ReplicaState> replicas = List.of();

  private Estimate estimate(Workload workload) {
    return EstimateBuilder.of(
        new WorkloadState(root.build(), replicas), workload, new Moment(TIME, Catalogue.EMPTY));
  }

  private Measure.Inference service() {
    return (Measure.Inference) estimate(CHAT).measure();
  }

  private Measure.Training job() {
    return (Measure.Training) estimate(JOB).measure();
  }

  private static ReplicaState busy(String name, double running, double waiting, double cache) {
    return Replicas.told(
        name,
        "big",
        NOW,
        Signal.REQUESTS_RUNNING,
        running,
        Signal.REQUESTS_WAITING,
        waiting,
        Signal.KV_CACHE_USAGE,
        cache);
  }

  private static Optional<Interval> share(double lower, double upper) {
    return Optional.of(new Interval(lower, upper));
  }

  @Test
  void bothLimitsAreMetByAtLeastWhatNeitherMisses() {
    // A tenth and a fifth may miss different requests, or the same.
    assertThat(EstimateBuilder.attainment(share(0.9, 0.95), share(0.8, 0.9)).orElseThrow().lower())
        .isCloseTo(0.7, within(1e-12));
    assertThat(EstimateBuilder.attainment(share(0.9, 0.95), share(0.8, 0.9)).orElseThrow().upper())
        .isEqualTo(0.9);
  }

  @Test
  void sharesBelowAHalfMayHaveNothingInCommon() {
    assertThat(EstimateBuilder.attainment(share(0.3, 0.4), share(0.2, 0.5)))
        .contains(new Interval(0, 0.4));
  }

  @Test
  void oneLimitAloneSpeaksForItself() {
    assertThat(EstimateBuilder.attainment(Optional.empty(), share(0.2, 0.5)))
        .isEqualTo(share(0.2, 0.5));
    assertThat(EstimateBuilder.attainment(share(0.3, 0.4), Optional.empty()))
        .isEqualTo(share(0.3, 0.4));
    assertThat(EstimateBuilder.attainment(Optional.empty(), Optional.empty())).isEmpty();
  }

  @Test
  void liveReplicasAddUpAndTheirCachesAreAveraged() {
    replicas =
        List.of(
            busy("a", 6, 1, 0.2),
            busy("b", 4, 2, 0.6),
            Replicas.told("c", "big", NOW - 60_000, Signal.REQUESTS_RUNNING, 99));

    assertThat(service().running()).isEqualTo(10);
    assertThat(service().waiting()).isEqualTo(3);
    assertThat(service().kvCacheUsage()).isCloseTo(0.4, within(1e-12));
  }

  @Test
  void withoutALiveReplicaNothingRuns() {
    assertThat(service().running()).isZero();
    assertThat(service().kvCacheUsage()).isZero();
    assertThat(service().attainment()).isEmpty();
    assertThat(service().timeToFirstToken()).isEmpty();
  }

  @Test
  void freshnessCountsLiveAndSilentReplicas() {
    replicas =
        List.of(busy("a", 6, 1, 0.2), Replicas.heard("b", NOW - 20_000, 1), Replicas.gateway(NOW));

    Freshness freshness = estimate(CHAT).freshness();

    assertThat(freshness.live()).isEqualTo(1);
    assertThat(freshness.unreachable()).isEqualTo(1);
    assertThat(freshness.stale()).isFalse();
    assertThat(freshness.age()).isEqualTo(Duration.ZERO);
  }

  @Test
  void withoutAServingReplicaItIsStale() {
    root.declaredAt = NOW - 30_000;
    assertThat(estimate(CHAT).freshness().stale()).isTrue();
    assertThat(estimate(CHAT).freshness().age()).isEqualTo(Duration.ofSeconds(30));

    replicas = List.of(Replicas.heard("b", NOW - 20_000, 1));
    assertThat(estimate(CHAT).freshness().stale()).isTrue();
    assertThat(estimate(CHAT).freshness().age()).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void aServiceThatScaledToNothingIsNotStale() {
    root.firstObservedAt = 1;

    assertThat(estimate(CHAT).freshness().stale()).isFalse();
  }

  @Test
  void aReplicaThatIsNotReadyIsLiveAndDoesNotServe() {
    replicas =
        List.of(
            Replicas.told("a", "big", NOW, Signal.REQUESTS_RUNNING, 2, Signal.REPLICA_READY, 0));

    assertThat(estimate(CHAT).freshness().live()).isZero();
    assertThat(estimate(CHAT).freshness().stale()).isTrue();
    assertThat(service().running()).isEqualTo(2);
  }

  @Test
  void aGatewayGivesTheAgeOnlyWhileThereIsNoReplica() {
    replicas = List.of(Replicas.gateway(NOW - 3_000), Replicas.heard("b", NOW - 20_000, 1));
    assertThat(estimate(CHAT).freshness().age()).isEqualTo(Duration.ofSeconds(20));

    replicas = List.of(Replicas.gateway(NOW - 3_000));
    assertThat(estimate(CHAT).freshness().age()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void metricsAreAsFarBehindAsTheSlowestReplica() {
    replicas =
        List.of(
            Replicas.told("a", "big", NOW - 2_000, Signal.REQUESTS_FINISHED, 5),
            Replicas.told("b", "big", NOW - 7_000, Signal.REQUESTS_FINISHED, 5));

    assertThat(estimate(CHAT).freshness().behind()).isEqualTo(Duration.ofSeconds(7));
    assertThat(estimate(CHAT).freshness().age()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void everySignalHasTheAgeOfItsNewestSample() {
    replicas =
        List.of(
            Replicas.told("a", "big", NOW - 2_000, Signal.REQUESTS_FINISHED, 5),
            Replicas.told(
                "b", "big", NOW - 7_000, Signal.REQUESTS_RUNNING, 1, Signal.REQUESTS_FINISHED, 5));

    assertThat(estimate(CHAT).freshness().signals())
        .containsExactly(
            new SignalAge(Signal.REQUESTS_RUNNING, Duration.ofSeconds(7)),
            new SignalAge(Signal.REQUESTS_FINISHED, Duration.ofSeconds(2)));
  }

  @Test
  void everyPlacementHasACapacity() {
    root.engines = new TreeMap<>(Map.of("big", MODEL));
    root.inputTokens = 500;
    root.outputTokens = 100;
    root.lengthRequests = 20;
    replicas = List.of(busy("a", 6, 1, 0.2), busy("b", 4, 2, 0.6));

    PlacementCapacity big = service().capacities().get(0);
    PlacementCapacity small = service().capacities().get(1);

    EngineModel.Load load = new EngineModel.Load(500, 100, 2);
    assertThat(big.reporting()).isEqualTo(2);
    assertThat(big.requestsPerSecond()).isEqualTo(MODEL.capacity(load, Given.serving().slo(), 0));
    assertThat(big.lowerRequestsPerSecond())
        .isEqualTo(MODEL.capacity(load, Given.serving().slo(), 1))
        .isLessThan(big.requestsPerSecond());
    assertThat(big.confidence()).isZero(); // of a model without an observation
    assertThat(small).isEqualTo(new PlacementCapacity("small", 0, 0, 0, 0));
  }

  @Test
  void twentyRequestsMakeLengthsHalfSure() {
    EngineModel learned = MODEL;
    for (int i = 0; i < 20; i++) {
      learned = learned.observe(20, 0.0142, 0);
    }
    root.engines = new TreeMap<>(Map.of("big", learned));
    root.lengthRequests = 20;

    // A model sure to 0.525, and a half of it.
    assertThat(service().capacities().getFirst().confidence()).isCloseTo(0.2625, within(1e-12));
    root.lengthRequests = 180;
    assertThat(service().capacities().getFirst().confidence()).isCloseTo(0.4725, within(1e-12));
  }

  @Test
  void latenciesOfTheLastMinuteAreJudgedByTheObjective() {
    double[] bounds = {0.05, 1, Double.POSITIVE_INFINITY};
    root.timeToFirstToken = root.timeToFirstToken.add(NOW - 5_000, bounds, new double[] {5, 4, 1});
    root.timePerOutputToken =
        root.timePerOutputToken.add(NOW - 5_000, bounds, new double[] {8, 1, 1});

    // Nine of ten first tokens came within a second, eight of ten requests met 50 ms.
    assertThat(service().attainment().orElseThrow().lower()).isCloseTo(0.7, within(1e-12));
    assertThat(service().attainment().orElseThrow().upper()).isCloseTo(0.8, within(1e-12));
    assertThat(service().timeToFirstToken()).isPresent();
  }

  @Test
  void latenciesOfAnEarlierMinuteAreForgotten() {
    root.timeToFirstToken =
        root.timeToFirstToken.add(
            NOW - 70_000, new double[] {1, Double.POSITIVE_INFINITY}, new double[] {5, 4});

    assertThat(service().timeToFirstToken()).isEmpty();
  }

  private void trains(Object... more) {
    Object[] pairs = {Signal.SAMPLES, 9_000};
    Object[] all = new Object[pairs.length + more.length];
    System.arraycopy(pairs, 0, all, 0, pairs.length);
    System.arraycopy(more, 0, all, pairs.length, more.length);
    replicas = List.of(Replicas.told("w0", "big", NOW, all));
    root.firstObservedAt = 1;
    root.samples = root.samples.add(NOW - 60_000, NOW, 6_000);
    root.steps =
        new TreeMap<>(Map.of("big", StepModel.of(new StepProfile(0.01, 0.02, 0.001), true)));
  }

  @Test
  void aJobsThroughputIsThatOfTheLastMinute() {
    trains(Signal.BATCH_SIZE, 64, Signal.WORKERS, 2, Signal.PROGRESS, 5_000);

    assertThat(job().samplesPerSecond()).isCloseTo(100, within(1e-6));
    assertThat(job().workers()).isEqualTo(2);
    assertThat(job().progress()).isEqualTo(5_000);
    assertThat(job().efficiency()).isEqualTo(1); // without gradients
    assertThat(job().complete()).isFalse();
  }

  @Test
  void gradientsTellTheEfficiencyOfItsBatch() {
    trains(Signal.GRADIENT_SQUARE, 1, Signal.GRADIENT_VARIANCE, 1, Signal.BATCH_SIZE, 64);

    // Twice the initial batch of 32, with as much noise as signal: two thirds.
    assertThat(job().efficiency()).isCloseTo(2.0 / 3, within(1e-12));
  }

  @Test
  void everyWidthHasAGoodput() {
    trains(Signal.GRADIENT_SQUARE, 1, Signal.GRADIENT_VARIANCE, 1, Signal.BATCH_SIZE, 64);

    List<WidthGoodput> goodputs = job().goodputs();

    assertThat(goodputs).extracting(WidthGoodput::width).containsExactly(1, 2, 4, 8);
    // 100 samples a second on one; 64 in 0.34 s on two, at two thirds; 128 in 0.342 s on four, at
    // 2 / 5.
    assertThat(goodputs.get(0).goodput()).isCloseTo(100, within(1e-9));
    assertThat(goodputs.get(1).goodput()).isCloseTo(64 / 0.34 * 2 / 3, within(1e-9));
    assertThat(goodputs.get(2).goodput()).isCloseTo(128 / 0.342 * 0.4, within(1e-9));
  }

  @Test
  void aSilentJobKeepsItsProgressAndDoesNothing() {
    trains(Signal.WORKERS, 2, Signal.PROGRESS, 5_000);
    replicas =
        List.of(
            Replicas.told(
                "w0",
                "big",
                NOW - 60_000,
                Signal.SAMPLES,
                9_000,
                Signal.WORKERS,
                2,
                Signal.PROGRESS,
                5_000));

    assertThat(job().samplesPerSecond()).isZero();
    assertThat(job().workers()).isZero();
    assertThat(job().progress()).isEqualTo(5_000);
  }

  @Test
  void aJobSaysWhenItIsDone() {
    trains(Signal.COMPLETE, 1);
    assertThat(job().complete()).isTrue();
  }

  @Test
  void theNewestWorkerSpeaksForTheJob() {
    trains();
    replicas =
        List.of(
            Replicas.told("w0", "big", NOW - 5_000, Signal.SAMPLES, 9, Signal.PROGRESS, 100),
            Replicas.told("w1", "big", NOW, Signal.SAMPLES, 9, Signal.PROGRESS, 200),
            Replicas.told("w2", "big", NOW, Signal.PROGRESS, 999));

    assertThat(job().progress()).isEqualTo(200);
  }

  @Test
  void aScoredWorkloadIsMeasuredByItsDeclaration() {
    Workload batch =
        Given.workload(
            "batch",
            "main",
            new Objective.Profiled(1),
            Given.bounds(0, 3),
            Given.placement("big", "h100"));

    assertThat(estimate(batch).measure()).isEqualTo(new Measure.Profiled());
    assertThat(estimate(batch).freshness().stale()).isFalse();
    assertThat(estimate(batch).at()).isEqualTo(TIME);
  }
}
