package io.rheostat.app.demo;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.app.recording.KafkaRecording;
import io.rheostat.app.recording.ReplayPace;
import io.rheostat.app.replay.Replay;
import io.rheostat.app.service.fleet.FleetPublisher;
import io.rheostat.app.testing.KafkaUnderTest;
import io.rheostat.app.testing.TopicRecords;
import io.rheostat.config.settings.Configuration;
import io.rheostat.config.testing.Shipped;
import io.rheostat.model.command.Observed;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.GuardStage;
import io.rheostat.model.decision.HoldReason;
import io.rheostat.model.fleet.AlertResponse;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.model.log.Released;
import io.rheostat.streams.Delivery;
import io.rheostat.topics.Partitioning;
import io.rheostat.topics.Topic;
import io.rheostat.topics.codec.PoolEventCodec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Operators' interventions in a running loop: alerts, freezes, moves between pools.
@Tag("broker")
class OperatingTest {
  private static final String CODE = "code";

  /// Its floor is far from what the policy wants by itself.
  private static final AlertResponse THREEFOLD = new AlertResponse("*", 3, Duration.ofMinutes(10));

  @TempDir private Path folder;

  private static Configuration declared() throws Exception {
    return Fleets.alerted(Shipped.demo(), CODE, THREEFOLD);
  }

  private SimulatedRun observed(KafkaUnderTest kafka) throws Exception {
    SimulatedRun run =
        SimulatedRun.start(kafka.bootstrap(), folder, Delivery.EXACTLY_ONCE, declared());
    run.until(
        "a decision about what runs",
        () -> run.view().observed().containsKey(CODE) && decidedFor(run, "demo"));
    return run;
  }

  /// Returns whether a pool has decided on what it saw.
  private static boolean decidedFor(SimulatedRun run, String pool) {
    Decision last = run.view().lastDecisions().get(CODE);
    boolean blind = last instanceof Decision.Hold hold && hold.reason() == HoldReason.NOT_OBSERVED;
    return last != null && last.pool().equals(pool) && !blind;
  }

  private static boolean frozen(@Nullable Decision decision) {
    return decision instanceof Decision.Hold hold && hold.reason() == HoldReason.FROZEN;
  }

  private static int held(SimulatedRun run) {
    Observed observed = run.view().observed().get(CODE);
    return observed == null ? 0 : observed.wanted().total();
  }

  /// Resizes of a pool that an alert had a part in.
  private static Stream<Decision.Resize> alerted(SimulatedRun run, String pool) {
    return run.view().decisions().stream()
        .filter(decision -> decision.workload().equals(CODE) && decision.pool().equals(pool))
        .filter(Decision.Resize.class::isInstance)
        .map(Decision.Resize.class::cast)
        .filter(
            resize ->
                resize.rationale().guards().stream()
                    .anyMatch(note -> note.stage() == GuardStage.ALERT));
  }

  private static boolean commanded(SimulatedRun run, Decision.Resize resize) {
    return run.commands(CODE).stream()
        .anyMatch(command -> command.generation().equals(resize.generation()));
  }

  @Test
  void anAlertRaisesToItsFloorAtOnce() throws Exception {
    try (KafkaUnderTest kafka = KafkaUnderTest.start(folder);
        SimulatedRun run = observed(kafka)) {
      assertThat(run.alert(CODE, "SloBurn").statusCode()).isEqualTo(200);

      // Not any raise: the policy makes some by itself.
      run.until("a resize that names the alert", () -> alerted(run, "demo").findAny().isPresent());
      Decision.Resize resize = alerted(run, "demo").findFirst().orElseThrow();
      assertThat(resize.to().total()).isGreaterThan(resize.from().total());
      run.until("its command", () -> commanded(run, resize));
      run.until("more at the target", () -> held(run) > resize.from().total());
    }
  }

  @Test
  void nothingIsCommandedWhileAllIsFrozen() throws Exception {
    try (KafkaUnderTest kafka = KafkaUnderTest.start(folder);
        SimulatedRun run = observed(kafka);
        FleetPublisher publisher =
            FleetPublisher.open(
                kafka.bootstrap(), SimulatedRun.PARTITIONS, run.clock(), Map.of())) {
      publisher.publish(new Declaration.Change.Freeze("*", "test"));
      run.until("the freeze at the planner", () -> frozen(run.view().lastDecisions().get(CODE)));
      Instant frozen = requireNonNull(run.view().lastDecisions().get(CODE)).at();
      run.alert(CODE, "SloBurn");

      run.pass(Duration.ofMinutes(2));

      // Not the commands: they are another topic, and one from before may be seen after.
      assertThat(run.view().decisions())
          .filteredOn(decision -> decision.at().isAfter(frozen))
          .isNotEmpty()
          .noneMatch(Decision.Resize.class::isInstance);
      assertThat(run.view().lastDecisions().get(CODE)).matches(OperatingTest::frozen);
      int before = run.commands().size();
      publisher.publish(new Declaration.Change.Unfreeze("*", "test"));
      // The alert's floor may have passed by then: any command shows that the freeze is over.
      run.until("a command after the freeze", () -> run.commands().size() > before);
    }
  }

  @Test
  void aMovedWorkloadIsLetGoBeforeTheNewPoolPlansIt() throws Exception {
    String east = poolInAnotherPartition();
    try (KafkaUnderTest kafka = KafkaUnderTest.start(folder);
        SimulatedRun run = observed(kafka)) {
      run.service()
          .declare(
              Demo.scraping(Fleets.moved(declared(), CODE, east), folder, SimulatedRun.SCRAPES));
      run.until("a decision of the new pool", () -> decidedFor(run, east));
      run.alert(CODE, "SloBurn");
      run.until(
          "a resize of the new pool that names the alert",
          () -> alerted(run, east).findAny().isPresent());
      Decision.Resize resize = alerted(run, east).findFirst().orElseThrow();
      run.until("its command", () -> commanded(run, resize));

      Released released = released(kafka);
      assertThat(released.fromPool()).isEqualTo("demo");
      assertThat(released.toPool()).isEqualTo(east);
      assertThat(run.commands(CODE).getLast().pool()).isEqualTo(east);
      assertThat(run.commands(CODE))
          .allSatisfy(
              command ->
                  assertThat(command.generation().compareTo(released.generation()) > 0)
                      .isEqualTo(command.pool().equals(east)));
      run.until("more at the target", () -> held(run) > resize.from().total());
      assertThat(run.world().appliedTwice()).isZero();
      run.drain();
      assertThat(replayed(kafka))
          .matches(Replay.Result::identical, "identical, the hand-over included")
          .returns(false, Replay.Result::startsCold);
    }
  }

  private static Replay.Result replayed(KafkaUnderTest kafka) throws Exception {
    try (KafkaRecording logs =
        new KafkaRecording(kafka.bootstrap(), Map.of(), Optional.empty(), Optional.empty())) {
      return Replay.run(logs, new ReplayPace());
    }
  }

  private static Released released(KafkaUnderTest kafka) {
    List<Released> all =
        TopicRecords.read(kafka.bootstrap(), Topic.POOL_LOG, PoolEventCodec::decode).stream()
            .filter(PoolEvent.HandedOver.class::isInstance)
            .map(event -> ((PoolEvent.HandedOver) event).released())
            .toList();
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private static String poolInAnotherPartition() {
    int here = Partitioning.partition("demo", SimulatedRun.PARTITIONS);
    return Stream.of("east", "west", "north", "south")
        .filter(name -> Partitioning.partition(name, SimulatedRun.PARTITIONS) != here)
        .findFirst()
        .orElseThrow();
  }
}
