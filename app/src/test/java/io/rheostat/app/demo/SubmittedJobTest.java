package io.rheostat.app.demo;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.rheostat.actuator.driver.kubernetes.LabelledObject;
import io.rheostat.app.job.JobStanding;
import io.rheostat.app.job.JobStandings;
import io.rheostat.app.job.JobState;
import io.rheostat.app.job.LabelledJobs;
import io.rheostat.app.recording.Export;
import io.rheostat.app.replay.Replay;
import io.rheostat.app.service.Service;
import io.rheostat.app.service.fleet.FleetPublisher;
import io.rheostat.app.service.fleet.Operator;
import io.rheostat.app.service.runtime.Role;
import io.rheostat.app.testing.Http;
import io.rheostat.app.testing.KafkaUnderTest;
import io.rheostat.config.settings.Configuration;
import io.rheostat.config.settings.JobDiscovery;
import io.rheostat.config.testing.Shipped;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.fleet.AlertResponse;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.streams.Delivery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Training jobs submitted to a running loop, from their submission to their end.
@Tag("broker")
@Timeout(300)
final class SubmittedJobTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ENDLESS = DemoJobs.text("endless", 1e9);
  private static final String SHORT = DemoJobs.text("short", 5_000);

  @TempDir private Path folder;

  /// The demo's files, with a job whose waiting costs as that of submitted ones.
  private static Configuration files() throws Exception {
    Configuration demo = Shipped.demo();
    Fleet fleet = DemoJobs.elastic(demo.fleet(), "resnet50");
    return new Configuration(fleet, demo.presets(), demo.scrapeJobs());
  }

  private SimulatedRun start(KafkaUnderTest kafka, String job) throws Exception {
    Configuration files = files();
    return SimulatedRun.start(
        kafka.bootstrap(), folder, Delivery.EXACTLY_ONCE, files, DemoJobs.with(files.fleet(), job));
  }

  private static FleetPublisher publisher(KafkaUnderTest kafka, SimulatedRun run) {
    FleetPublisher.Source person = new FleetPublisher.Source("person", "person");
    return FleetPublisher.open(
        kafka.bootstrap(), SimulatedRun.PARTITIONS, run.clock(), Map.of(), person);
  }

  private static Optional<JobState> state(SimulatedRun run, String job) {
    return JobStandings.of(run.view()).stream()
        .filter(one -> one.name().equals(job))
        .map(JobStanding::state)
        .findFirst();
  }

  private static boolean isIn(SimulatedRun run, String job, JobState state) {
    return state(run, job).equals(Optional.of(state));
  }

  private static Allocation wanted(SimulatedRun run, String job) {
    return requireNonNull(run.view().observed().get(job)).wanted();
  }

  @Test
  void aSubmittedJobRunsUntilItIsCancelled() throws Exception {
    try (KafkaUnderTest kafka = KafkaUnderTest.start(folder);
        SimulatedRun run = start(kafka, ENDLESS);
        FleetPublisher publisher = publisher(kafka, run)) {
      Operator operator = new Operator(publisher, run::view);
      run.until("the files", () -> state(run, "resnet50").isPresent());
      assertThat(run.service().fleet().workloads()).doesNotContainKey("endless");

      operator.submit(ENDLESS);
      run.until("the job runs", () -> isIn(run, "endless", JobState.RUNNING));
      assertThat(wanted(run, "endless").total()).isBetween(1, 2);
      assertThat(run.service().fleet().workloads()).containsKey("endless");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> operator.submit(ENDLESS))
          .withMessageStartingWith("a workload called \"endless\" is declared.");

      operator.cancel("endless");
      run.until("the job is cancelled", () -> isIn(run, "endless", JobState.CANCELLED));
      run.until("its devices are released", () -> wanted(run, "endless").equals(Allocation.NONE));
      assertThat(run.view().lastDecisions().get("endless")).isNotNull();
      assertThat(run.world().observed("endless").complete()).isFalse();
    }
  }

  @Test
  void everyInstanceReadsASubmittedJobAndNoFilesWithdrawIt() throws Exception {
    Configuration changed =
        Fleets.alerted(files(), "code", new AlertResponse("*", 3, Duration.ofMinutes(10)));
    try (KafkaUnderTest kafka = KafkaUnderTest.start(folder);
        SimulatedRun run = start(kafka, ENDLESS);
        FleetPublisher publisher = publisher(kafka, run);
        Service other =
            Service.start(run.settings(Set.of(Role.INGEST), folder.resolve("other")), files())) {
      Operator operator = new Operator(publisher, run::view);
      operator.submit(ENDLESS);

      await().atMost(PATIENCE).until(() -> other.fleet().workloads().containsKey("endless"));
      await()
          .atMost(PATIENCE)
          .until(() -> run.service().fleet().workloads().containsKey("endless"));

      run.service().declare(Demo.scraping(changed, folder, SimulatedRun.SCRAPES));
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  Objects.equals(
                      publisher.declared().workloads().get("code"),
                      changed.fleet().workloads().get("code")));
      assertThat(publisher.declared().workloads()).containsKey("endless");
      assertThat(run.service().fleet().workloads()).containsKey("endless");
      assertThat(publisher.sources().values())
          .noneMatch(source -> source.claims("workload/endless"));

      assertThatIllegalArgumentException()
          .isThrownBy(() -> operator.cancel("resnet50"))
          .withMessage("\"resnet50\" was not submitted: remove it from the files that declare it.");

      operator.withdraw("workload/endless");
      await().atMost(PATIENCE).until(() -> !other.fleet().workloads().containsKey("endless"));
    }
  }

  /// An object of the namespace `train`; nobody looks at a cluster for it here.
  private static LabelledObject labelled() {
    return new LabelledObject(
        "PyTorchJob",
        "train",
        "found",
        "demo",
        new TreeMap<>(
            Map.of(
                "objective", "{work: {samples: 1.0e6}, value: {delayCostPerHour: 4 USD}}",
                "placements", "[{device: l40s}]")),
        new TreeMap<>(Map.of("pytorchJob", "found")),
        1,
        1,
        4,
        1,
        false);
  }

  @Test
  void aLabelledJobIsDeclaredForAllAndWithdrawnWithItsObject() throws Exception {
    JobDiscovery place =
        new JobDiscovery("train", "pytorchJob", Optional.empty(), "train", Duration.ofSeconds(1));
    List<LabelledObject> there = new CopyOnWriteArrayList<>(List.of(labelled()));
    try (KafkaUnderTest kafka = KafkaUnderTest.start(folder);
        SimulatedRun run = start(kafka, ENDLESS);
        FleetPublisher publisher = publisher(kafka, run)) {
      run.until("the files", () -> state(run, "resnet50").isPresent());
      Operator operator = new Operator(publisher, run::view);
      try (LabelledJobs jobs =
          LabelledJobs.start(() -> List.of(place), _ -> List.copyOf(there), operator, _ -> false)) {
        await()
            .atMost(PATIENCE)
            .until(() -> run.service().fleet().workloads().containsKey("found"));
        run.until("it is decided on", () -> state(run, "found").isPresent());
        assertThat(jobs.problems()).isEmpty();

        there.clear();
        await()
            .atMost(PATIENCE)
            .until(() -> !run.service().fleet().workloads().containsKey("found"));
      }
    }
  }

  @Test
  void theLogOfASubmissionAndACompletionIsReplayedIdentically() throws Exception {
    Path recording = folder.resolve("recording");
    int commands;
    try (KafkaUnderTest kafka = KafkaUnderTest.start(folder);
        SimulatedRun run = start(kafka, SHORT);
        FleetPublisher publisher = publisher(kafka, run)) {
      run.until("the files", () -> state(run, "resnet50").isPresent());
      new Operator(publisher, run::view).submit(SHORT);
      run.until("the job is completed", () -> isIn(run, "short", JobState.COMPLETED));
      run.until("its devices are released", () -> wanted(run, "short").equals(Allocation.NONE));
      run.until("its step times are left", () -> publisher.profiles().containsKey("bert"));
      assertThat(requireNonNull(publisher.profiles().get("bert")).steps())
          .allMatch(step -> step.device().equals("l40s") && step.localBatch() == 12);
      assertThat(run.commands("short")).hasSizeGreaterThanOrEqualTo(2);
      assertThat(run.view().decisions())
          .anyMatch(one -> one.workload().equals("short") && one instanceof Decision.Resize);
      assertThat(Http.get(run.service().pageAddress().orElseThrow(), "/api/v1/jobs").body())
          .contains("\"name\":\"short\"", "\"state\":\"Completed\"");
      run.drain();
      commands = run.commands().size();
      Export.write(kafka.bootstrap(), recording, Map.of());
    }

    Replay.Result result = Replay.run(recording);

    assertThat(result.identical()).isTrue();
    assertThat(result.estimatesIdentical()).isTrue();
    assertThat(result.decisionsSha256()).isEqualTo(result.recordedDecisionsSha256());
    assertThat(result.commands()).isEqualTo(commands);
  }
}
