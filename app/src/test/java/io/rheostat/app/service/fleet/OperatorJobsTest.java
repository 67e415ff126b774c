package io.rheostat.app.service.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.rheostat.app.page.LiveState;
import io.rheostat.app.testing.KafkaUnderTest;
import io.rheostat.app.testing.SmallFleets;
import io.rheostat.app.testing.SmallJobs;
import io.rheostat.model.fleet.ElasticTraining;
import io.rheostat.model.fleet.JobProfile;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.topics.Clients;
import io.rheostat.topics.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Submissions and cancellations of training jobs on the fleet topic, beside files with a service
/// and a job.
@Tag("broker")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OperatorJobsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String DELAY_COST = "delayCostPerHour: 5 USD";

  private KafkaUnderTest kafka = new KafkaUnderTest("", () -> {});

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    kafka = KafkaUnderTest.start(folder);
    try (Admin admin = Admin.create(Clients.admin(kafka.bootstrap()))) {
      Topics.create(admin, 1, (short) 1);
    }
    try (FleetPublisher files = publisher("files")) {
      files.publish(SmallFleets.of(SmallFleets.workload("chat", 4), SmallJobs.elastic("nightly")));
      declared(files, "nightly");
    }
  }

  @AfterAll
  void stop() {
    kafka.close();
  }

  private FleetPublisher publisher(String source) {
    return FleetPublisher.open(
        kafka.bootstrap(),
        1,
        InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")),
        Map.of(),
        new FleetPublisher.Source(source, source));
  }

  private static Operator operator(FleetPublisher publisher) {
    return new Operator(publisher, new LiveState()::view);
  }

  private static String job(String name, String value, String more) {
    return """
    apiVersion: rheostat.io/v1
    kind: Workload
    metadata: {name: %s}
    spec:
      type: training
      pool: east
      objective:
        work: {samples: 1000}
        batch: {perWorker: 8}
        value: {%s}
      placements:
        - {device: h100, widths: [2, 4]%s}
    """
        .formatted(name, value, more);
  }

  /// Returns a workload once it can be read: what was committed is visible a little later.
  private static Workload declared(FleetPublisher publisher, String name) {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> Optional.ofNullable(publisher.declared().workloads().get(name)),
            Optional::isPresent)
        .orElseThrow();
  }

  private static Workload cancelled(FleetPublisher publisher, String name) {
    return await()
        .atMost(PATIENCE)
        .until(() -> declared(publisher, name), job -> terms(job).cancelled());
  }

  private static ElasticTraining terms(Workload job) {
    return ((Objective.Training) job.objective()).elastic().orElseThrow();
  }

  @Test
  void aSubmittedJobIsDeclaredAsWrittenAndMayWait() {
    try (FleetPublisher publisher = publisher("cli")) {
      String words = operator(publisher).submit(job("written", DELAY_COST, "")).words();

      assertThat(words).matches("written is submitted as of revision \\d+");
      Workload job = declared(publisher, "written");
      assertThat(job.pool()).isEqualTo("east");
      assertThat(terms(job).delayCostUsdPerHour()).isEqualTo(5);
      assertThat(job.bounds().minReplicas()).isZero();
      assertThat(job.bounds().maxReplicas()).isEqualTo(4);
    }
  }

  /// Two devices of 1 USD an hour.
  @Test
  void aJobWithoutADelayCostCostsThePriceOfItsSmallestWidthAndMayWait() {
    try (FleetPublisher publisher = publisher("cli")) {
      operator(publisher).submit(job("priced", "onCompletion: 40 USD", ""));

      Workload job = declared(publisher, "priced");
      assertThat(terms(job).delayCostUsdPerHour()).isEqualTo(2);
      assertThat(terms(job).batch().isFixedPerReplica()).isTrue();
      assertThat(((Objective.Training) job.objective()).usdOnCompletion()).isEqualTo(40);
      assertThat(job.bounds().minReplicas()).isZero();
      assertThat(job.bounds().maxReplicas()).isEqualTo(4);
    }
  }

  @Test
  void aNameIsTakenUntilItsJobIsWithdrawn() {
    try (FleetPublisher publisher = publisher("cli")) {
      Operator operator = operator(publisher);
      operator.submit(job("twice", DELAY_COST, ""));
      declared(publisher, "twice");
      operator.cancel("twice");

      assertThatIllegalArgumentException()
          .isThrownBy(() -> operator.submit(job("twice", DELAY_COST, "")))
          .withMessageStartingWith("a workload called \"twice\" is declared.");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> operator.submit(job("chat", DELAY_COST, "")))
          .withMessageStartingWith("a workload called \"chat\" is declared.");

      cancelled(publisher, "twice");
      operator.withdraw("workload/twice");
      await().atMost(PATIENCE).until(() -> !publisher.declared().workloads().containsKey("twice"));
      operator.submit(job("twice", DELAY_COST, ""));
      assertThat(terms(declared(publisher, "twice")).cancelled()).isFalse();
    }
  }

  @Test
  void aCancelledJobKeepsItsTermsAndStaysDeclared() {
    try (FleetPublisher publisher = publisher("cli")) {
      Operator operator = operator(publisher);
      operator.submit(job("stopped", DELAY_COST, ""));
      Workload before = declared(publisher, "stopped");

      String words = operator.cancel("stopped");

      assertThat(words)
          .matches("stopped is cancelled as of revision \\d+; its devices are released");
      Workload after = cancelled(publisher, "stopped");
      assertThat(terms(after)).isEqualTo(terms(before).cancel());
      assertThat(after.placements()).isEqualTo(before.placements());
      assertThat(after.bounds()).isEqualTo(before.bounds());
    }
  }

  @Test
  void onlyASubmittedJobIsCancelled() {
    try (FleetPublisher publisher = publisher("cli")) {
      Operator operator = operator(publisher);

      for (String name : new String[] {"nightly", "chat"}) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> operator.cancel(name))
            .withMessage(
                "\"" + name + "\" was not submitted: remove it from the files that declare it.");
      }
      assertThatIllegalArgumentException()
          .isThrownBy(() -> operator.cancel("unknown"))
          .withMessageStartingWith("no workload is called \"unknown\". Declared are: chat, ");
      assertThat(terms(declared(publisher, "nightly")).cancelled()).isFalse();
    }
  }

  @Test
  void whatAnEndedJobLeftIsDeclaredOnceAndCanBeForgotten() {
    JobProfile.Step one = new JobProfile.Step("h100", 1, 1, 2, 32, 0.4, 0.5);
    JobProfile.Step two = new JobProfile.Step("h100", 1, 1, 4, 32, 0.4, 0.6);
    try (FleetPublisher publisher = publisher("cli")) {
      Operator operator = operator(publisher);
      operator.share(new JobProfile("resnet50", List.of(one), 3, 30));
      await().atMost(PATIENCE).until(() -> publisher.profiles().containsKey("resnet50"));
      operator.share(new JobProfile("resnet50", List.of(two), 5, 50));

      JobProfile both = new JobProfile("resnet50", List.of(one, two), 3, 30);
      await().atMost(PATIENCE).until(() -> both.equals(publisher.profiles().get("resnet50")));
      assertThat(operator.share(both)).as("what is known already").isFalse();

      operator.withdraw("profile/resnet50");
      await().atMost(PATIENCE).until(() -> publisher.profiles().isEmpty());
      assertThatIllegalArgumentException()
          .isThrownBy(() -> operator.withdraw("profile/resnet50"))
          .withMessage("no ended job left a profile \"resnet50\". Left are: [].");
    }
  }

  @Test
  void filesPublishedLaterLeaveSubmittedJobsAlone() {
    try (FleetPublisher publisher = publisher("cli");
        FleetPublisher other = publisher("other files")) {
      operator(publisher).submit(job("lasting", DELAY_COST, ""));
      Workload job = declared(publisher, "lasting");

      other.publish(SmallFleets.of(SmallFleets.workload("code", 4)));
      other.publish(SmallFleets.of(SmallFleets.workload("search", 2)));

      declared(publisher, "search");
      assertThat(publisher.declared().workloads()).doesNotContainKey("code");
      assertThat(declared(publisher, "lasting")).isEqualTo(job);
    }
  }

  @Test
  void sureMistakesAreRefusedAndNothingIsDeclared() {
    try (FleetPublisher publisher = publisher("cli")) {
      Operator operator = operator(publisher);
      String good = job("wrong", DELAY_COST, "");

      assertRefused(operator, good.replace("pool: east", "pool: west"), "no pool is called 'west'");
      assertRefused(operator, good.replace("h100", "a100"), "pool east has no a100");
      assertRefused(operator, good + "---\n" + good.replace("wrong", "more"), "2 workloads are");
      assertRefused(operator, "kind: Pool", "metadata: is missing");
      assertRefused(operator, "{", "not YAML");
      assertRefused(operator, "", "0 workloads are in it");
      assertRefused(
          operator,
          job("wrong", DELAY_COST, ", target: {webhook: {url: 'http://127.0.0.1:1'}}"),
          "a submitted job can't have a target of webhook");
      assertThat(publisher.declared().workloads()).doesNotContainKeys("wrong", "more");
    }
  }

  private static void assertRefused(Operator operator, String text, String words) {
    assertThatIllegalArgumentException()
        .as(text)
        .isThrownBy(() -> operator.submit(text))
        .withMessageContaining(words);
  }
}
