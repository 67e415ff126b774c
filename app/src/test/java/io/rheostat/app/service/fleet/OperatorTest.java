package io.rheostat.app.service.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.rheostat.app.page.LiveState;
import io.rheostat.app.testing.KafkaUnderTest;
import io.rheostat.app.testing.TopicRecords;
import io.rheostat.model.command.Generation;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.Rationale;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Mode;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Target;
import io.rheostat.topics.Clients;
import io.rheostat.topics.Topic;
import io.rheostat.topics.Topics;
import io.rheostat.topics.codec.PoolEventCodec;
import io.rheostat.topics.fleet.FleetTable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Requests of operators reach the logs, and stay.
@Tag("broker")
class OperatorTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final LiveState state = new LiveState();

  private static Fleet fleet(Mode mode) {
    return fleet("main", mode);
  }

  private static Fleet fleet(String pool, Mode mode) {
    Placement placement =
        new Placement(
            "big",
            "h100",
            1,
            1,
            List.of(),
            0,
            0,
            Duration.ZERO,
            OptionalDouble.of(1),
            Optional.empty(),
            Optional.empty(),
            Target.OBSERVE);
    Workload chat =
        new Workload(
            "chat",
            pool,
            new Objective.Profiled(1),
            Optional.empty(),
            List.of(placement),
            new Bounds(1, 4, OptionalDouble.empty()),
            List.of(),
            List.of(),
            mode);
    return new Fleet(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(Map.of("chat", chat)));
  }

  private static FleetPublisher publisher(KafkaUnderTest kafka) {
    return FleetPublisher.open(kafka.bootstrap(), 2, InstantSource.fixed(NOW), Map.of());
  }

  /// Gives the page a proposal of the planner.
  private void propose(Generation generation) {
    state.declared(fleet(Mode.APPROVE), Map.of());
    state.decision(
        new Decision.Proposal(
            "chat",
            "main",
            NOW,
            Allocation.of("big", 1),
            Allocation.of("big", 2),
            generation,
            NOW.plusSeconds(600),
            Rationale.of("")));
  }

  /// A commit is decided when its call returns; its end stands in a partition a little later.
  private static void read(FleetTable table, Map<String, FleetTable.Frozen> frozen) {
    await()
        .untilAsserted(
            () -> {
              table.refresh();
              assertThat(table.freezes()).isEqualTo(frozen);
            });
  }

  @Test
  void aFoundJobIsDeclaredOnceAndMovesFromThePoolItHad(@TempDir Path folder) throws Exception {
    try (KafkaUnderTest kafka = KafkaUnderTest.start(folder)) {
      try (Admin admin = Admin.create(Clients.admin(kafka.bootstrap()))) {
        Topics.create(admin, 2, (short) 1);
      }
      try (FleetPublisher publisher = publisher(kafka)) {
        Operator operator = new Operator(publisher, state::view);
        for (String pool : List.of("main", "main", "other")) {
          Fleet found = fleet(pool, Mode.OBSERVE);
          found.workloads().values().forEach(operator::declare);
          await().until(() -> operator.fleet().workloads().equals(found.workloads()));
        }
      }
      // Each partition of the log has every declaration.
      assertThat(TopicRecords.read(kafka.bootstrap(), Topic.POOL_LOG, PoolEventCodec::decode))
          .filteredOn(PoolEvent.Declared.class::isInstance)
          .extracting(event -> ((PoolEvent.Declared) event).declaration().change())
          .extracting(change -> ((Declaration.Change.OfWorkload) change).movedFrom())
          .containsExactlyInAnyOrder(
              Optional.empty(), Optional.empty(), Optional.of("main"), Optional.of("main"));
    }
  }

  @Test
  void aFreezeSurvivesRestartsAndReloadsAndAnAnswerReachesEveryPartition(@TempDir Path folder)
      throws Exception {
    try (KafkaUnderTest kafka = KafkaUnderTest.start(folder)) {
      try (Admin admin = Admin.create(Clients.admin(kafka.bootstrap()))) {
        Topics.create(admin, 2, (short) 1);
      }
      try (FleetPublisher before = publisher(kafka)) {
        before.publish(fleet(Mode.APPROVE));
        new Operator(before, state::view).freeze("*", "ann");
      }
      try (FleetPublisher after = publisher(kafka);
          FleetTable table = FleetTable.open(kafka.bootstrap())) {
        after.publish(fleet(Mode.ACT));
        after.publish(fleet(Mode.APPROVE));
        read(table, Map.of("*", new FleetTable.Frozen("ann", NOW)));
        Operator operator = new Operator(after, state::view);
        refusesMistakes(operator);
        propose(new Generation(1, 2));
        operator.answer("chat/1.2", true, "bob");
        assertThat(operator.unfreeze("*", "bob")).startsWith("everything is unfrozen");
        read(table, Map.of());
      }
      assertThat(TopicRecords.read(kafka.bootstrap(), Topic.POOL_LOG, PoolEventCodec::decode))
          .filteredOn(
              event ->
                  event instanceof PoolEvent.Declared(Declaration declaration)
                      && declaration
                          .change()
                          .equals(
                              new Declaration.Change.Answered(
                                  "chat", new Generation(1, 2), true, "bob")))
          .hasSize(2);
    }
  }

  private void refusesMistakes(Operator operator) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> operator.freeze("chta", "ann"))
        .withMessage("no workload is called \"chta\". Declared are: chat; * stands for all.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> operator.unfreeze("chat", "ann"))
        .withMessage("chat is not frozen. Frozen are: [*].");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> operator.answer("chat", true, "ann"))
        .withMessageContaining("It must read WORKLOAD/REVISION.COUNTER");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> operator.answer("chat/1.2", true, "ann"))
        .withMessageContaining("no proposal of chat waits");
    propose(new Generation(1, 3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> operator.answer("chat/1.2", true, "ann"))
        .withMessageContaining("chat/1.3 took its place: 1 x big → 2 x big");
  }
}
