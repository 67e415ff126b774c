package io.rheostat.app.demo;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.rheostat.app.broker.RestartableBroker;
import io.rheostat.app.testing.Blocks;
import io.rheostat.app.testing.Tail;
import io.rheostat.app.testing.Tool;
import io.rheostat.app.testing.TopicRecords;
import io.rheostat.config.load.ConfigLoader;
import io.rheostat.config.settings.Configuration;
import io.rheostat.config.testing.Shipped;
import io.rheostat.ingest.remotewrite.RemoteWriteEndpoint;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.Outcome;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.GuardStage;
import io.rheostat.model.estimate.DemandEstimate;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.fleet.AlertResponse;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.Signal;
import io.rheostat.simulator.trace.Request;
import io.rheostat.simulator.world.Scenario;
import io.rheostat.topics.Topic;
import io.rheostat.topics.codec.WorkloadEventCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A stock Prometheus and a stock Alertmanager around a whole loop, with the configuration that
/// `docs/how-to` tells their users to paste, in real time: Prometheus scrapes the simulated
/// clusters and writes to Rheostat, which scrapes nothing; then it becomes a pair; then a burst
/// makes a rule fire; then Rheostat's ingest is away for some seconds, and then its broker.
@Tag("broker")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrometheusLoopTest {
  private static final String CHAT = "chat";
  private static final String CODE = "code";
  private static final double CHAT_RATE = 10;
  private static final int BURST = 400;
  private static final Duration BURST_AT = Duration.ofSeconds(40);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MEANWHILE = 40;
  private static final String RETRIED = "prometheus_remote_storage_samples_retried_total";
  private static final String RUNNING = "vllm:num_requests_running[10m]";

  /// Policy alone stays at one replica: it sees the burst as soon as the alert does, and would have
  /// raised to the bound before it in some runs.
  private static final AlertResponse SIXFOLD = new AlertResponse("*", 6, Duration.ofMinutes(10));

  private Optional<DemandEstimate> alone = Optional.empty();
  private Optional<DemandEstimate> asPair = Optional.empty();
  private Optional<AnsweredAlert> answered = Optional.empty();
  private Set<StockPrometheus.Stored> scraped = Set.of();
  private Set<StockPrometheus.Stored> withoutIngest = Set.of();
  private Set<StockPrometheus.Stored> withoutBroker = Set.of();
  private Set<StockPrometheus.Stored> logged = Set.of();
  private int raisedTo;

  @BeforeAll
  void run(@TempDir Path folder) throws Exception {
    Tool.need("prometheus", "prometheus-alertmanager");
    Blocks page = Blocks.ofIngest();
    Configuration declared = declared(page, Files.createDirectory(folder.resolve("config")));
    try (RestartableBroker broker = new RestartableBroker(folder.resolve("kafka"));
        PushedRun run =
            PushedRun.start(
                broker.bootstrap(), folder, declared, scenario(declared, Instant.now()));
        Daemons daemons = Daemons.start(page, folder, run);
        Tail decisions = new Tail(broker.bootstrap(), Topic.DECISIONS)) {
      run.begin();
      StockPrometheus first = daemons.prometheus("a");
      awaitSamples(first, 16);
      alone = Optional.of(demand(run));
      StockPrometheus second = daemons.prometheus("b");
      awaitSamples(second, 12);
      asPair = Optional.of(demand(run));
      answered = Optional.of(AnsweredAlert.await(broker, run, decisions));
      raisedTo = awaitRaised(run);
      withoutIngest = withoutIngest(run, first);
      withoutBroker = withoutBroker(broker, run, first);
      scraped = union(first, second);
      await("all that was scraped on the log")
          .atMost(PATIENCE)
          .until(() -> logged(broker).containsAll(scraped));
      logged = logged(broker);
      scraped = union(first, second);
    }
  }

  private static Configuration declared(Blocks page, Path folder) throws Exception {
    page.write("ingest.yaml", folder, Map.of());
    page.write("tokens.txt", folder, Map.of());
    Path fleet = Files.createDirectory(folder.resolve("fleet"));
    try (var files = Files.list(Shipped.config("scenarios/demo/fleet"))) {
      for (Path file : files.toList()) {
        Files.copy(file, fleet.resolve(file.getFileName()));
      }
    }
    Configuration loaded = ConfigLoader.load(folder, Shipped.config("signals"));
    assertThat(loaded.scrapeJobs()).isEmpty();
    return new Configuration(
        Fleets.alerted(Fleets.worthless(loaded, CODE), CODE, SIXFOLD).fleet(),
        loaded.presets(),
        List.of(),
        loaded.ingest(),
        loaded.page(),
        List.of());
  }

  /// Even traffic, so that a rate has one right value, and one burst.
  private static Scenario scenario(Configuration declared, Instant start) {
    Scenario demo =
        DemoScenario.of(
            declared.fleet(), start, DemoScenario.Traffic.generated(Duration.ofMinutes(1)), 7);
    List<Request> code = new ArrayList<>(even(1, 2048, 28));
    for (int request = 0; request < BURST; request++) {
      code.add(new Request(BURST_AT, 2048, 28));
    }
    code.sort(Comparator.comparing(Request::at));
    return new Scenario(
        demo.fleet(),
        demo.start(),
        new TreeMap<>(Map.of(CHAT, even(CHAT_RATE, 1155, 211), CODE, code)),
        demo.engines(),
        demo.steps(),
        demo.training(),
        demo.initial(),
        List.of());
  }

  private static List<Request> even(double perSecond, int inputTokens, int outputTokens) {
    List<Request> requests = new ArrayList<>();
    for (int number = 0; number < 300 * perSecond; number++) {
      Duration at = Duration.ofNanos((long) (number / perSecond * 1e9));
      requests.add(new Request(at, inputTokens, outputTokens));
    }
    return requests;
  }

  private static void awaitSamples(StockPrometheus prometheus, int each) {
    await(each + " samples of each replica")
        .atMost(PATIENCE)
        .until(() -> prometheus.samples(RUNNING).size() >= each * 8);
  }

  private static DemandEstimate demand(PushedRun run) {
    Estimate estimate = requireNonNull(run.loop().state().view().estimates().get(CHAT));
    assertThat(estimate.freshness().live()).isEqualTo(6);
    return ((Measure.Inference) estimate.measure()).demand();
  }

  private static int awaitRaised(PushedRun run) {
    await("the floor at the target").atMost(PATIENCE).until(() -> wanted(run) >= 6);
    await("its outcome")
        .until(
            () ->
                run.loop().state().view().outcomes().getOrDefault(Outcome.Result.APPLIED, 0L) > 0);
    return wanted(run);
  }

  private static int wanted(PushedRun run) {
    Observed observed = run.loop().state().view().observed().get(CODE);
    return observed == null ? 0 : observed.wanted().total();
  }

  /// Ingest is away until Prometheus has tried in vain and has more to tell.
  ///
  /// @return what was scraped meanwhile
  private static Set<StockPrometheus.Stored> withoutIngest(
      PushedRun run, StockPrometheus prometheus) throws Exception {
    Set<StockPrometheus.Stored> before = prometheus.samples(RUNNING);
    double retried = prometheus.counted(RETRIED);
    run.stopIngest();
    Set<StockPrometheus.Stored> meanwhile = awaitMore(prometheus, before, retried);
    run.startIngest();
    return meanwhile;
  }

  /// The broker is away until ingest has asked Prometheus to come again.
  ///
  /// @return what was scraped meanwhile
  private static Set<StockPrometheus.Stored> withoutBroker(
      RestartableBroker broker, PushedRun run, StockPrometheus prometheus) throws Exception {
    Set<StockPrometheus.Stored> before = prometheus.samples(RUNNING);
    double retried = prometheus.counted(RETRIED);
    broker.stop();
    await("an answer to come again").atMost(PATIENCE).until(() -> askedToComeAgain(run) > 0);
    Set<StockPrometheus.Stored> meanwhile = awaitMore(prometheus, before, retried);
    broker.start();
    return meanwhile;
  }

  private static double askedToComeAgain(PushedRun run) {
    Counter answers =
        run.ingest()
            .registry()
            .find("rheostat.ingest.http.answers")
            .tags("path", RemoteWriteEndpoint.PATH, "status", "503")
            .counter();
    return answers == null ? 0 : answers.count();
  }

  private static Set<StockPrometheus.Stored> awaitMore(
      StockPrometheus prometheus, Set<StockPrometheus.Stored> before, double retried)
      throws IOException {
    await("retries").atMost(PATIENCE).until(() -> prometheus.counted(RETRIED) > retried);
    await("more samples")
        .atMost(PATIENCE)
        .until(() -> prometheus.samples(RUNNING).size() >= before.size() + MEANWHILE);
    Set<StockPrometheus.Stored> meanwhile = prometheus.samples(RUNNING);
    meanwhile.removeAll(before);
    return meanwhile;
  }

  private static Set<StockPrometheus.Stored> union(StockPrometheus first, StockPrometheus second)
      throws IOException {
    Set<StockPrometheus.Stored> all = first.samples(RUNNING);
    all.addAll(second.samples(RUNNING));
    return all;
  }

  /// Returns the running requests in the workload-log, by replica and time.
  private static Set<StockPrometheus.Stored> logged(RestartableBroker broker) {
    Set<StockPrometheus.Stored> all = new TreeSet<>();
    for (WorkloadEvent event :
        TopicRecords.read(broker.bootstrap(), Topic.WORKLOAD_LOG, WorkloadEventCodec::decode)) {
      if (event instanceof WorkloadEvent.Measured(Reading reading)
          && reading.samples().stream()
              .anyMatch(sample -> sample.signal() == Signal.REQUESTS_RUNNING)) {
        all.add(new StockPrometheus.Stored(reading.replica(), reading.observedAt()));
      }
    }
    return all;
  }

  @Test
  void readingsAreWhatPrometheusScraped() {
    assertThat(logged).isNotEmpty().isSubsetOf(scraped);
  }

  @Test
  void theEstimateIsTheTraffic() {
    assertThat(alone.orElseThrow().stableRate()).isCloseTo(CHAT_RATE, within(0.15 * CHAT_RATE));
  }

  @Test
  void aPairIsOne() {
    double before = alone.orElseThrow().stableRate();
    System.out.printf(
        "demand by one Prometheus %.2f/s, by a pair %.2f/s%n",
        before, asPair.orElseThrow().stableRate());
    assertThat(asPair.orElseThrow().stableRate()).isCloseTo(before, within(0.15 * before));
    assertThat(asPair.orElseThrow().recentRate()).isCloseTo(CHAT_RATE, within(0.25 * CHAT_RATE));
  }

  @Test
  void aFiringAlertIsAnsweredByACommandToItsFloor() {
    AnsweredAlert answer = answered.orElseThrow();
    System.out.printf(
        "webhook received to decision: %.1f ms, to command read by the actuator: %.1f ms%n",
        (answer.decided() - answer.received()) / 1000.0,
        (answer.command().at() - answer.received()) / 1000.0);
    assertThat(answer.decision()).isInstanceOf(Decision.Resize.class);
    assertThat(answer.decision().workload()).isEqualTo(CODE);
    assertThat(answer.decision().rationale().guards())
        .anyMatch(note -> note.stage() == GuardStage.ALERT);
    assertThat(answer.command().command().to().total()).isGreaterThanOrEqualTo(6);
    assertThat(raisedTo).isGreaterThanOrEqualTo(6);
  }

  @Test
  void whatWasScrapedWhileIngestWasAwayComesAfterwards() {
    assertThat(withoutIngest).hasSizeGreaterThanOrEqualTo(MEANWHILE);
    assertThat(logged).containsAll(withoutIngest);
  }

  @Test
  void whatWasScrapedWhileTheBrokerWasAwayComesAfterwards() {
    assertThat(withoutBroker).hasSizeGreaterThanOrEqualTo(MEANWHILE);
    assertThat(logged).containsAll(withoutBroker);
  }
}
