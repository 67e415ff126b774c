package io.rheostat.actuator.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rheostat.actuator.driver.Announcement;
import io.rheostat.actuator.driver.Drivers;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.HoldReason;
import io.rheostat.model.decision.Rationale;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Mode;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Target;
import io.rheostat.topics.Clients;
import io.rheostat.topics.Topic;
import io.rheostat.topics.Topics;
import io.rheostat.topics.codec.DecisionCodec;
import io.rheostat.topics.testing.TestBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Decisions of a real topic on their way to an announcer.
@Tag("broker")
class DecisionEventsTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final List<Announcement> told = new CopyOnWriteArrayList<>();

  private static Decision frozen(String workload, int minute) {
    return new Decision.Hold(
        workload,
        "main",
        START.plus(Duration.ofMinutes(minute)),
        Allocation.of("l40s", 3),
        HoldReason.FROZEN,
        Rationale.of("seen"));
  }

  private static Fleet declared() {
    Workload chat =
        new Workload(
            "chat",
            "main",
            new Objective.Profiled(1),
            Optional.empty(),
            List.of(
                new Placement(
                    "l40s",
                    "l40s",
                    1,
                    1,
                    List.of(),
                    0,
                    0,
                    Duration.ZERO,
                    OptionalDouble.of(1),
                    Optional.empty(),
                    Optional.empty(),
                    Target.OBSERVE)),
            new Bounds(0, 4, OptionalDouble.empty()),
            List.of(),
            List.of(),
            Mode.ACT);
    return new Fleet(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(Map.of("chat", chat)));
  }

  private static ActuatorSettings settings(TestBroker broker) {
    return new ActuatorSettings(
        broker.bootstrap(),
        1,
        new Drivers(Map.of()),
        InstantSource.fixed(START),
        new LoopPace.Free(Duration.ofSeconds(1)),
        Duration.ofMinutes(1),
        new ActuatorMetrics(new SimpleMeterRegistry()),
        CommandListener.IGNORED,
        Map.of());
  }

  @Test
  void aLastingHoldOfADeclaredWorkloadReachesTheAnnouncerOnce(@TempDir Path folder)
      throws Exception {
    try (TestBroker broker = TestBroker.start(folder)) {
      try (Admin admin = Admin.create(Clients.admin(broker.bootstrap()))) {
        Topics.create(admin, 1, (short) 1);
      }
      try (KafkaProducer<String, byte[]> producer =
              new KafkaProducer<>(Clients.producer(broker.bootstrap()));
          DecisionEvents events =
              DecisionEvents.start(
                  settings(broker),
                  (_, announcement) -> {
                    told.add(announcement);
                    return List.of();
                  },
                  DecisionEventsTest::declared)) {
        int[] minute = {0};
        // It begins with the next decision, whichever that is.
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> {
                  minute[0]++;
                  for (String workload : List.of("undeclared", "chat")) {
                    var _ =
                        producer
                            .send(
                                new ProducerRecord<>(
                                    Topic.DECISIONS.topicName(),
                                    workload,
                                    DecisionCodec.encode(frozen(workload, minute[0]))))
                            .get();
                  }
                  return !told.isEmpty();
                });

        assertThat(told)
            .extracting(Announcement::workload, Announcement::words)
            .containsExactly(Tuple.tuple("chat", "held at 3 x l40s: frozen"));
        assertThat(events.problem()).isEmpty();
      }
    }
  }
}
