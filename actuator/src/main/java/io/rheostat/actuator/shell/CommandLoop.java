package io.rheostat.actuator.shell;

import io.rheostat.actuator.protocol.CommandDesk;
import io.rheostat.actuator.protocol.Conclusion;
import io.rheostat.actuator.protocol.Lease;
import io.rheostat.actuator.protocol.admission.Admission;
import io.rheostat.actuator.protocol.queue.Attempt;
import io.rheostat.actuator.protocol.queue.Commit;
import io.rheostat.actuator.protocol.queue.DeclaredState;
import io.rheostat.model.command.Command;
import io.rheostat.topics.Clients;
import io.rheostat.topics.Topic;
import io.rheostat.topics.fleet.FleetTable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Loop reading commands for the desk, calling drivers on virtual threads and writing the desk's
/// conclusions: each command has exactly one outcome.
final class CommandLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CommandLoop.class);
  private static final Duration POLL = Duration.ofMillis(10);
  /// Longest age of the known declarations, a freeze above all: real time.
  private static final Duration FLEET_EVERY = Duration.ofMillis(100);

  private static final String GROUP = "rheostat-actuator";

  private final ActuatorSettings settings;
  private final Observer observer;
  private final FleetTable fleet;
  private long fleetReadNanos;
  private final KafkaConsumer<String, byte[]> consumer;
  private final ConclusionWriter conclusions;
  private final ExecutorService attempts;
  private final BlockingQueue<Ended> endedAttempts = new LinkedBlockingQueue<>();
  private final Lease lease = new Lease();
  private final CommandDesk desk;
  private final Map<Integer, Long> reached = new HashMap<>();
  private int underWay;

  /// Completed attempt of a driver at a command.
  private record Ended(CommandDesk.Carry carry, Attempt attempt) {}

  /// Progress of the loop after a turn.
  ///
  /// @param reached next offset to read by partition
  /// @param idle whether it read, tried and concluded nothing, and nothing is under way
  record Turned(Map<Integer, Long> reached, boolean idle) {}

  /// Observer of targets, on a thread of its own.
  ///
  /// @param sightings its observations not yet taken
  /// @param lookNow called with the workload when an attempt has ended, for an immediate
  ///     observation
  /// @param owned receiver of this actuator's present partitions of the commands' log: it observes
  ///     the targets of their pools and no others
  /// @param ordered receiver of each command with orders for placements declared no longer
  record Observer(
      Queue<Sighting> sightings,
      Consumer<String> lookNow,
      Consumer<Set<Integer>> owned,
      Consumer<Command> ordered) {}

  CommandLoop(ActuatorSettings settings, String instance, Observer observer) {
    this.settings = settings;
    this.observer = observer;
    attempts = settings.callers();
    desk = new CommandDesk(new Admission(), settings.seed());
    String member = GROUP + "-" + instance;
    Map<String, Object> reading = new HashMap<>(settings.clientSettings());
    reading.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, CommandDesk.MOST_AT_ONCE);
    // After kill -9 the next life takes its place at once, not after the session of the dead one.
    reading.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, member);
    consumer =
        new KafkaConsumer<>(
            Clients.consumer(settings.bootstrap(), GROUP, reading),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    fleet = FleetTable.open(settings.bootstrap(), settings.clientSettings());
    fleetReadNanos = System.nanoTime() - FLEET_EVERY.toNanos();
    conclusions = new ConclusionWriter(settings, member);
  }

  /// Fences an earlier holder of this name, and joins the others.
  void begin() {
    conclusions.begin();
    consumer.subscribe(List.of(Topic.COMMANDS.topicName()), new Assignment());
  }

  /// Makes one turn: read, try, conclude.
  ///
  /// @return progress of the loop, for callers waiting until nothing is left to do
  /// @throws KafkaException when the loop has to start anew
  Turned turn() {
    holdLease();
    learn();
    ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
    for (ConsumerRecord<String, byte[]> record : records) {
      received(CommandRecord.of(record));
    }
    for (TopicPartition partition : consumer.assignment()) {
      long position = consumer.position(partition);
      reached.put(partition.partition(), position);
      desk.reached(partition.partition(), position);
    }
    boolean idle = records.isEmpty() && underWay == 0;
    for (Ended ended = endedAttempts.poll(); ended != null; ended = endedAttempts.poll()) {
      underWay--;
      desk.attempted(ended.carry(), ended.attempt(), settings.clock().instant());
      if (!(ended.attempt() instanceof Attempt.Unreachable)) {
        observer.lookNow().accept(ended.carry().command().workload());
      }
    }
    desk.tick(settings.clock().instant());
    holdLease(); // it may have stood still since it read, too
    for (CommandDesk.Carry carry : desk.carries()) {
      idle = false;
      underWay++;
      attempts.execute(() -> endedAttempts.add(new Ended(carry, attempt(carry.command()))));
    }
    Optional<Conclusion> conclusion = desk.conclusion();
    conclusion.ifPresent(this::write);
    holdBack();
    return new Turned(Map.copyOf(reached), idle && conclusion.isEmpty());
  }

  /// Keeps its partitions without reading or trying anything.
  ///
  /// @throws KafkaException when the loop has to start anew
  void rest() {
    holdLease();
    consumer.pause(consumer.assignment());
    // Partitions assigned within the poll are not paused yet: their records are read again.
    ConsumerRecords<String, byte[]> early = consumer.poll(POLL);
    for (TopicPartition partition : early.partitions()) {
      consumer.seek(partition, early.records(partition).getFirst().offset());
    }
    consumer.resume(consumer.paused());
    holdBack();
  }

  private void holdLease() {
    if (!lease.renew(System.nanoTime())) {
      throw new KafkaException("the loop stood still: others may have its partitions by now");
    }
  }

  /// Reads declarations and observations, before anything is judged by them.
  private void learn() {
    long nanos = System.nanoTime();
    if (nanos - fleetReadNanos >= FLEET_EVERY.toNanos()) {
      fleetReadNanos = nanos;
      if (fleet.refresh()) {
        SortedMap<String, String> frozenBy = new TreeMap<>();
        fleet.freezes().forEach((workload, freeze) -> frozenBy.put(workload, freeze.by()));
        desk.declared(new DeclaredState(fleet.fleet(), frozenBy), settings.clock().instant());
      }
    }
    for (Sighting seen = observer.sightings().poll();
        seen != null;
        seen = observer.sightings().poll()) {
      desk.observed(seen.observed(), seen.begun());
    }
  }

  private void received(CommandRecord record) {
    if (record.command().isEmpty()) {
      settings.metrics().malformed();
      desk.unreadable(record.position());
      return;
    }
    Command command = record.command().get();
    if (!command.leaving().isEmpty()) {
      observer.ordered().accept(command);
    }
    if (desk.received(record.position(), command, settings.clock().instant())) {
      settings.metrics().read();
      record
          .receivedMicros()
          .ifPresent(received -> settings.metrics().signalToCommand(nowMicros() - received));
      settings.listener().read(command, record.receivedMicros());
    }
  }

  /// Returns the machine's own time, as ingest stamped it: a record's latency has nothing to do
  /// with the clock that dates it.
  private static long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  /// Makes an attempt. A throwing driver has a bug: its effect is unknown, so it is tried again in
  /// time.
  private Attempt attempt(Command command) {
    try {
      return settings.drivers().apply(command);
    } catch (RuntimeException e) {
      LOG.atError().addKeyValue("command", command.id()).setCause(e).log("a driver failed");
      return new Attempt.Unreachable("the driver failed: " + e);
    }
  }

  private void write(Conclusion conclusion) {
    conclusions.write(conclusion, consumer.groupMetadata());
    lease.begin(System.nanoTime());
  }

  private void holdBack() {
    Set<TopicPartition> full = new HashSet<>();
    desk.full().forEach(partition -> full.add(CommandRecord.partition(partition)));
    Set<TopicPartition> paused = consumer.paused();
    consumer.resume(paused.stream().filter(partition -> !full.contains(partition)).toList());
    consumer.pause(full);
  }

  @Override
  public void close() {
    attempts.shutdownNow();
    // A member with a name of its own stays in the group unless it leaves for good explicitly.
    consumer.close(CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
    fleet.close();
    conclusions.close();
  }

  /// Handler of assignments. Partitions come with the content of their last commit, and go with all
  /// their data in memory.
  private final class Assignment implements ConsumerRebalanceListener {
    private final Set<Integer> owned = new HashSet<>();

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      Map<TopicPartition, OffsetAndMetadata> known = consumer.committed(Set.copyOf(partitions));
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      for (TopicPartition partition : partitions) {
        OffsetAndMetadata last = known.get(partition);
        Commit commit = last == null ? Commit.START : new Commit(last.offset(), last.metadata());
        desk.assigned(
            partition.partition(),
            commit,
            ends.getOrDefault(partition, 0L),
            EndedTable.read(settings, partition.partition()));
      }
      partitions.forEach(partition -> owned.add(partition.partition()));
      observer.owned().accept(Set.copyOf(owned));
      lease.begin(System.nanoTime());
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      partitions.forEach(partition -> desk.revoked(partition.partition()));
      partitions.forEach(partition -> reached.remove(partition.partition()));
      partitions.forEach(partition -> owned.remove(partition.partition()));
      observer.owned().accept(Set.copyOf(owned));
    }
  }
}
