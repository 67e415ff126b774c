package io.rheostat.actuator.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rheostat.actuator.driver.Commands;
import io.rheostat.actuator.driver.Drivers;
import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.Order;
import io.rheostat.model.command.Outcome;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.topics.Clients;
import io.rheostat.topics.Headers;
import io.rheostat.topics.Partitioning;
import io.rheostat.topics.Topic;
import io.rheostat.topics.Topics;
import io.rheostat.topics.codec.CommandCodec;
import io.rheostat.topics.codec.DeclarationCodec;
import io.rheostat.topics.codec.PoolEventCodec;
import io.rheostat.topics.fleet.FleetTable;
import io.rheostat.topics.testing.TestBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("broker")
final class ActuatorOnBrokerTest {
  private static final int PARTITIONS = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String STUCK = "stuck";

  private final FakeTargets targets = new FakeTargets();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<Outcome> outcomes = new ArrayList<>();
  private final List<Observed> observed = new ArrayList<>();

  private volatile Instant clock = Instant.parse("2026-11-23T00:00:00Z");
  private @TempDir Path folder;
  private TestBroker broker;
  private KafkaProducer<String, byte[]> producer;
  private KafkaConsumer<String, byte[]> poolLog;

  @BeforeEach
  void startBroker() throws Exception {
    broker = TestBroker.start(folder);
    try (Admin admin = Admin.create(Clients.admin(broker.bootstrap()))) {
      Topics.create(admin, PARTITIONS, (short) 1);
    }
    producer = new KafkaProducer<>(Clients.producer(broker.bootstrap()));
    poolLog = new KafkaConsumer<>(Clients.consumer(broker.bootstrap(), ""));
    poolLog.assign(
        IntStream.range(0, PARTITIONS)
            .mapToObj(partition -> new TopicPartition(Topic.POOL_LOG.topicName(), partition))
            .toList());
    poolLog.seekToBeginning(poolLog.assignment());
  }

  @AfterEach
  void stopBroker() {
    poolLog.close();
    producer.close();
    broker.close();
  }

  @Test
  void every_command_ends_once_across_a_restart_and_one_that_hangs_holds_up_nobody() {
    targets.hang(STUCK);
    declare(STUCK, "last");
    declare(IntStream.range(0, 20).mapToObj(i -> "w" + i).toArray(String[]::new));
    List<String> sent = new ArrayList<>();
    sent.add(send(command(STUCK, 1)));
    sendRound(sent, 1);
    try (Actuator _ = Actuator.start(settings(), "one")) {
      await(() -> outcomes.size() >= 20);
      sendRound(sent, 2);
      await(() -> outcomes.size() >= 30);
    }
    sendRound(sent, 3);

    try (Actuator _ = Actuator.start(settings(), "one")) {
      await(() -> outcomes.size() >= 60);
      assertThat(ids()).doesNotContain(STUCK + "/1.1");
      targets.letGo(STUCK);
      await(() -> outcomes.size() >= sent.size());
      sent.add(send(command("last", 1)));
      await(() -> ids().contains("last/1.1"));
    }

    assertThat(ids()).containsExactlyInAnyOrderElementsOf(sent);
    assertThat(outcomes)
        .filteredOn(outcome -> outcome.generation().counter() == 3)
        .allMatch(outcome -> outcome.result() == Outcome.Result.APPLIED);
  }

  @Test
  void a_command_that_comes_again_gets_no_second_outcome_and_holds_nothing_up() {
    declare("chat");
    try (Actuator _ = Actuator.start(settings(), "one")) {
      for (int i = 0; i < 2 * 200; i++) {
        send(command("chat", 1));
      }
      send(command("chat", 2));
      await(() -> ids().contains("chat/1.2"));
    }

    assertThat(ids()).containsExactly("chat/1.1", "chat/1.2");
  }

  @Test
  void one_that_comes_again_after_a_restart_gets_no_second_outcome_either() {
    declare("chat");
    send(command("chat", 1));
    try (Actuator _ = Actuator.start(settings(), "one")) {
      await(() -> ids().contains("chat/1.1"));
    }

    send(command("chat", 1));
    send(command("chat", 2));
    try (Actuator _ = Actuator.start(settings(), "one")) {
      await(() -> ids().contains("chat/1.2"));
    }

    assertThat(ids()).containsExactly("chat/1.1", "chat/1.2");
  }

  @Test
  void a_freeze_stops_what_comes_and_what_waits_for_its_next_try() {
    declare("chat", "rank");
    targets.breakOnce("rank");
    try (Actuator _ = Actuator.start(settings(), "one")) {
      send(command("rank", 1));
      await(() -> targets.wasCalled("rank"));
      declare(new Declaration.Change.Freeze("*", "ada"));
      send(command("chat", 1));
      await(
          () -> {
            clock = clock.plusMillis(50);
            return outcomes.size() == 2;
          });
    }

    assertThat(outcomes)
        .filteredOn(outcome -> outcome.result() == Outcome.Result.FAILED)
        .extracting(Outcome::detail)
        .contains("frozen by ada")
        .allMatch(detail -> detail.equals("frozen by ada"));
  }

  @Test
  void what_cannot_be_read_is_counted_and_passed_over() {
    declare("chat", "rank");
    sendBytes("chat", new byte[] {-1, 2}, new byte[8]);
    sendBytes("chat", null, new byte[8]);
    sendBytes("chat", CommandCodec.encode(command("chat", 1)), new byte[] {1});
    targets.breakOnce("rank");
    send(command("rank", 1));

    try (Actuator _ = Actuator.start(settings(), "one")) {
      await(() -> ids().contains("chat/1.1"));
      // The broken call is tried again some time after it; when that is, its own turn decides.
      await(
          () -> {
            clock = clock.plusMillis(50);
            return ids().contains("rank/1.1");
          });
    }

    assertThat(registry.get("rheostat.actuator.commands.malformed").counter().count())
        .isGreaterThanOrEqualTo(2);
    assertThat(outcomes).allMatch(outcome -> outcome.result() == Outcome.Result.APPLIED);
  }

  @Test
  void a_predecessor_that_still_lives_can_conclude_nothing() {
    targets.hang(STUCK);
    declare(STUCK);
    send(command(STUCK, 1));
    CommandLoop zombie = new CommandLoop(settings(), "one", observer());
    CommandLoop successor = new CommandLoop(settings(), "one", observer());
    try (zombie;
        successor) {
      zombie.begin();
      turnUntil(zombie, () -> targets.wasCalled(STUCK));
      successor.begin();
      targets.letGo(STUCK);

      assertThatThrownBy(() -> turnUntil(zombie, () -> false)).isInstanceOf(KafkaException.class);

      zombie.close();
      turnUntil(successor, () -> read().contains(STUCK + "/1.1"));
    }
    assertThat(ids()).containsExactly(STUCK + "/1.1");
  }

  @Test
  void what_runs_is_reported_at_start_on_change_and_each_minute() {
    declare("chat");
    int told;
    try (Actuator _ = Actuator.start(settings(), "one")) {
      await(() -> observed.size() == 1);
      awaitLooks();
      send(command("chat", 4));
      await(() -> observed.size() >= 2 && lastWanted() == 4);
      awaitLooks();
      told = observed.size();
      clock = clock.plusSeconds(60);
      await(() -> observed.size() == told + 1);
      awaitLooks();
    }
    read();

    assertThat(told).as("on change, and the first look after the command").isBetween(2, 3);
    assertThat(observed).hasSize(told + 1);
    assertThat(observed.getFirst().placements().getFirst().wanted()).isEqualTo(1);
    assertThat(lastWanted()).isEqualTo(4);
    assertThat(observed.getLast().generation()).isEqualTo(new Generation(1, 4));
  }

  @Test
  void a_withdrawn_workload_is_reported_and_ordered_away_until_it_is_seen_empty() {
    declare("chat");
    Workload chat = Commands.workload("chat", "east", 1, Commands.target("fake"), "big");
    try (Actuator _ = Actuator.start(settings(), "one")) {
      send(command("chat", 3));
      await(() -> !observed.isEmpty() && lastWanted() == 3);
      declare(new Declaration.Change.WorkloadWithdrawn("chat"));
      Command plain = Commands.command("chat", new Generation(2, 1), clock, order(0));
      send(
          new Command(
              plain.workload(),
              plain.pool(),
              plain.generation(),
              plain.to(),
              plain.orders(),
              plain.issuedAt(),
              plain.expiresAt(),
              chat.placements()));
      await(() -> ids().contains("chat/2.1"));
      await(() -> lastWanted() == 0);
    }

    assertThat(outcomes).last().extracting(Outcome::result).isEqualTo(Outcome.Result.APPLIED);
  }

  private static Order order(int replicas) {
    return new Order("big", Commands.target("fake"), replicas);
  }

  @Test
  void of_two_actuators_only_the_one_that_carries_out_a_pools_commands_reports_its_targets() {
    declare("chat");
    FakeTargets elsewhere = new FakeTargets();
    try (Actuator _ = Actuator.start(settings(), "one")) {
      await(() -> !observed.isEmpty());
      try (Actuator _ = Actuator.start(settings(elsewhere), "two")) {
        send(command("chat", 4));
        await(() -> ids().contains("chat/1.1") || ids().contains("chat/1.4"));
        await(() -> lastWanted() == 4);
        awaitLooks();
        read();
        int told = observed.size();
        awaitLooks();
        read();

        assertThat(observed).hasSize(told);
        assertThat(lastWanted()).isEqualTo(4);
      }
    }
  }

  @Test
  void a_target_that_no_driver_serves_is_reported_with_the_reason_and_its_neighbour_as_it_is() {
    declare("chat");
    Workload chat = Commands.workload("chat", "east", 1, Commands.target("fake"), "big");
    Workload lost = Commands.workload("chat", "east", 1, Commands.target("nobody"), "small");
    declare(
        new Declaration.Change.OfWorkload(
            chat.with(
                List.of(chat.placements().getFirst(), lost.placements().getFirst()), chat.bounds()),
            Optional.empty()));

    try (Actuator _ = Actuator.start(settings(), "one")) {
      await(() -> !observed.isEmpty() && observed.getLast().tellsOf("small"));
    }

    Observed report = observed.getLast();
    assertThat(report.status("big")).isPresent();
    assertThat(report.observedAt("big")).contains(clock);
    assertThat(report.status("small")).isEmpty();
    assertThat(report.unknown("small"))
        .contains("no driver \"nobody\" runs here; known are [fake]");
  }

  private int lastWanted() {
    return observed.getLast().placements().getFirst().wanted();
  }

  private void awaitLooks() {
    long before = targets.looks();
    await(() -> targets.looks() > before + 3);
  }

  private void sendRound(List<String> sent, int counter) {
    for (int workload = 0; workload < 20; workload++) {
      sent.add(send(command("w" + workload, counter)));
    }
  }

  private Command command(String workload, int counter) {
    Order order = new Order("big", Commands.target("fake"), counter);
    return Commands.command(workload, new Generation(1, counter), clock, order);
  }

  private String send(Command command) {
    sendBytes(command.workload(), CommandCodec.encode(command), Headers.ofLong(1));
    return command.id();
  }

  private void sendBytes(String key, byte @Nullable [] value, byte[] micros) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            Topic.COMMANDS.topicName(), Partitioning.partition("east", PARTITIONS), key, value);
    record.headers().add(Headers.RECEIVED_MICROS, micros);
    var _ = producer.send(record);
    producer.flush();
  }

  private void declare(String... workloads) {
    SortedMap<String, Integer> many = new TreeMap<>(Map.of("h100", 1_000));
    declare(new Declaration.Change.OfPool(new Pool("east", many, OptionalDouble.empty(), 1, 1)));
    for (String workload : workloads) {
      declare(
          new Declaration.Change.OfWorkload(
              Commands.workload(workload, "east", 1, Commands.target("fake"), "big"),
              Optional.empty()));
    }
  }

  private void declare(Declaration.Change change) {
    var _ =
        producer.send(
            new ProducerRecord<>(
                Topic.FLEET.topicName(),
                FleetTable.key(change),
                DeclarationCodec.encode(new Declaration(1, change))));
    producer.flush();
  }

  /// Of a loop that runs without an actuator around it: its target was seen once.
  private CommandLoop.Observer observer() {
    PlacementStatus one =
        new PlacementStatus("big", 1, 1, 0, 0, 0, Optional.empty(), Optional.empty());
    Observed seen =
        new Observed(STUCK, "east", clock, Generation.NONE, List.of(one), false, Optional.empty());
    return new CommandLoop.Observer(
        new ConcurrentLinkedQueue<>(List.of(new Sighting(seen, clock))), _ -> {}, _ -> {}, _ -> {});
  }

  private ActuatorSettings settings() {
    return settings(targets);
  }

  private ActuatorSettings settings(FakeTargets seen) {
    return new ActuatorSettings(
        broker.bootstrap(),
        PARTITIONS,
        new Drivers(Map.of("fake", seen)),
        () -> clock,
        new LoopPace.Free(Duration.ofMillis(20)),
        Duration.ofMinutes(1),
        new ActuatorMetrics(registry),
        CommandListener.IGNORED,
        Map.of());
  }

  private List<String> ids() {
    return outcomes.stream()
        .map(outcome -> outcome.workload() + "/" + outcome.generation())
        .toList();
  }

  /// Reads on in the pool-log until something holds.
  private void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time; so far %s", ids()).isLessThan(deadline);
      read();
    }
  }

  private List<String> read() {
    for (ConsumerRecord<String, byte[]> record : poolLog.poll(Duration.ofMillis(20))) {
      assertThat(record.partition()).isEqualTo(Partitioning.partition("east", PARTITIONS));
      switch (PoolEventCodec.decode(record.value())) {
        case PoolEvent.Concluded(Outcome outcome) -> outcomes.add(outcome);
        case PoolEvent.Observation(Observed report) -> observed.add(report);
        case PoolEvent other -> throw new AssertionError("not the actuator's: " + other);
      }
    }
    return ids();
  }

  private static void turnUntil(CommandLoop loop, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      loop.turn();
    }
  }
}
