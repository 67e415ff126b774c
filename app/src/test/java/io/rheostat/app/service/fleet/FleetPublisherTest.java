package io.rheostat.app.service.fleet;

import static io.rheostat.app.testing.SmallFleets.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rheostat.app.control.FleetDifference;
import io.rheostat.app.testing.KafkaUnderTest;
import io.rheostat.app.testing.SmallFleets;
import io.rheostat.app.testing.TopicRecords;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.topics.Clients;
import io.rheostat.topics.Topic;
import io.rheostat.topics.Topics;
import io.rheostat.topics.codec.PoolEventCodec;
import io.rheostat.topics.fleet.FleetTable;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicCollection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Several publishers on one real broker.
@Tag("broker")
class FleetPublisherTest {
  private static final int PARTITIONS = 2;
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path folder;
  private KafkaUnderTest kafka = new KafkaUnderTest("", () -> {});

  @BeforeEach
  void startBroker() throws Exception {
    kafka = KafkaUnderTest.start(folder);
    createTopics();
  }

  @AfterEach
  void stopBroker() {
    kafka.close();
  }

  private void createTopics() {
    try (Admin admin = Admin.create(Clients.admin(kafka.bootstrap()))) {
      Topics.create(admin, PARTITIONS, (short) 1);
    }
  }

  private FleetPublisher publisher(String id) {
    return FleetPublisher.open(
        kafka.bootstrap(),
        PARTITIONS,
        InstantSource.fixed(NOW),
        Map.of(),
        new FleetPublisher.Source(id, "host-" + id));
  }

  /// A commit is known before all of its records can be read.
  private List<Declaration> declaredToPools(int count) {
    await().until(() -> declaredToPools().size() >= count);
    return declaredToPools();
  }

  private List<Declaration> declaredToPools() {
    List<Declaration> found = new ArrayList<>();
    for (PoolEvent event :
        TopicRecords.read(kafka.bootstrap(), Topic.POOL_LOG, PoolEventCodec::decode)) {
      if (event instanceof PoolEvent.Declared(Declaration declaration)) {
        found.add(declaration);
      }
    }
    return found;
  }

  @Test
  void ofPublishersAtTheSameTimeNoneExitsAndNoRevisionIsGivenTwice() throws Exception {
    int publishers = 3;
    int rounds = 4;
    CyclicBarrier together = new CyclicBarrier(publishers);
    List<Callable<List<Long>>> work = new ArrayList<>();
    for (int i = 0; i < publishers; i++) {
      String id = "p" + i;
      work.add(
          () -> {
            List<Long> revisions = new ArrayList<>();
            try (FleetPublisher one = publisher(id)) {
              for (int round = 1; round <= rounds; round++) {
                together.await();
                revisions.add(one.publish(SmallFleets.of(workload(id, round))));
              }
            }
            return revisions;
          });
    }
    Set<Long> all = new HashSet<>();
    int published = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(publishers)) {
      for (Future<List<Long>> done : threads.invokeAll(work)) {
        all.addAll(done.get());
        published += done.get().size();
      }
    }

    assertThat(all).hasSize(published).hasSize(publishers * rounds);
    try (FleetTable table = FleetTable.open(kafka.bootstrap())) {
      await()
          .until(
              () -> {
                boolean _ = table.refresh();
                return table.revision() == (long) publishers * rounds;
              });
      assertThat(table.fleet().workloads())
          .containsOnlyKeys("p0", "p1", "p2")
          .allSatisfy((_, one) -> assertThat(one.bounds().maxReplicas()).isEqualTo(rounds));
    }
    // Every partition of a log tells the same revisions, each once.
    assertThat(declaredToPools(PARTITIONS * (2 + publishers * rounds)))
        .filteredOn(one -> one.change() instanceof Declaration.Change.OfWorkload)
        .hasSize(PARTITIONS * publishers * rounds);
  }

  @Test
  void aPublisherWhoseTurnIsTakenReadsWhatTheOtherWrote() {
    try (FleetPublisher one = publisher("a");
        FleetPublisher other = publisher("b")) {
      long first = one.publish(SmallFleets.of(workload("chat", 4)));
      // Opened later, it ends any turn that is open, and is itself ended by the next.
      try (FleetTransaction stolen =
          FleetTransaction.open(
              new FleetTransaction.Settings(
                  kafka.bootstrap(), PARTITIONS, InstantSource.fixed(NOW), Map.of()))) {
        stolen.begin();
        stolen.declare(
            new Declaration(99, new Declaration.Change.Freeze("never", "a turn that was ended")));
        assertThat(other.publish(SmallFleets.of(workload("chat", 8)))).isEqualTo(first + 1);
      }
      await().until(() -> workload("chat", 8).equals(one.declared().workloads().get("chat")));
      assertThat(one.frozen()).isEmpty();
    }
  }

  @Test
  void aFolderWithFewerServicesWithdrawsNothingAndStatusNamesIt() {
    try (FleetPublisher whole = publisher("a");
        FleetPublisher part = publisher("b")) {
      whole.publish(SmallFleets.of(workload("chat", 4), workload("code", 4)));
      long before = part.publish(SmallFleets.of(workload("chat", 4)));

      assertThat(part.declared().workloads()).containsOnlyKeys("chat", "code");
      assertThat(part.publish(SmallFleets.of(workload("chat", 4)))).isEqualTo(before);
      assertThat(FleetDifference.of(part.declared(), part.sources().values()))
          .containsExactly(
              new FleetDifference("host-b", "workload/code", FleetDifference.Kind.LACKS));
    }
  }

  @Test
  void poolsAndDevicesThatLeaveTheFilesAreWithdrawn() {
    try (FleetPublisher one = publisher("a")) {
      one.publish(SmallFleets.of(workload("chat", 4)));
      one.publish(Fleet.EMPTY, _ -> true);
      assertThat(one.declared().pools()).containsOnlyKeys("east");

      one.publish(Fleet.EMPTY, _ -> false);

      await().until(() -> one.declared().equals(Fleet.EMPTY));
      assertThat(declaredToPools(PARTITIONS * 6))
          .extracting(Declaration::change)
          .contains(
              new Declaration.Change.PoolWithdrawn("east"),
              new Declaration.Change.DeviceWithdrawn("h100"));
    }
  }

  @Test
  void aLogThatWasMadeAnewHoldsEverythingDeclaredAgain() throws Exception {
    Fleet fleet = SmallFleets.of(workload("chat", 4));
    long revision;
    try (FleetPublisher before = publisher("a")) {
      before.publish(fleet);
      revision = before.publish(new Declaration.Change.Freeze("chat", "ann"));
    }
    try (Admin admin = Admin.create(Clients.admin(kafka.bootstrap()))) {
      admin
          .deleteTopics(TopicCollection.ofTopicNames(List.of(Topic.POOL_LOG.topicName())))
          .all()
          .get();
    }
    createTopics();
    assertThat(declaredToPools()).isEmpty();

    try (FleetPublisher after = publisher("a")) {
      assertThat(after.publish(fleet)).isEqualTo(revision);
    }

    assertThat(declaredToPools(4 * PARTITIONS))
        .allMatch(one -> one.revision() == revision)
        .extracting(Declaration::change)
        .contains(new Declaration.Change.Freeze("chat", "ann"))
        .hasSize(4 * PARTITIONS);
  }

  @Test
  void aLostChangelogMakesEverythingBeDeclaredAgainOnce() throws Exception {
    Fleet fleet = SmallFleets.of(workload("chat", 4));
    try (FleetPublisher one = publisher("a")) {
      one.publish(fleet);
      int before = declaredToPools(3 * PARTITIONS).size();
      try (Admin admin = Admin.create(Clients.admin(kafka.bootstrap()))) {
        admin
            .deleteTopics(TopicCollection.ofTopicNames(List.of(Topic.PLAN_STATE.topicName())))
            .all()
            .get();
      }
      createTopics();

      one.publish(fleet);
      assertThat(declaredToPools(2 * before)).hasSize(2 * before);
      one.publish(fleet);
      assertThat(declaredToPools()).hasSize(2 * before);
    }
  }
}
