package io.rheostat.actuator.shell;

import io.rheostat.actuator.protocol.Attempt;
import io.rheostat.actuator.protocol.CommandQueue;
import io.rheostat.actuator.protocol.ProtocolEffect;
import io.rheostat.actuator.protocol.ProtocolEvent;
import io.rheostat.model.command.Command;
import io.rheostat.model.command.Outcome;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.topics.Clients;
import io.rheostat.topics.CommandCodec;
import io.rheostat.topics.Headers;
import io.rheostat.topics.MalformedRecordException;
import io.rheostat.topics.Partitioning;
import io.rheostat.topics.PoolEventCodec;
import io.rheostat.topics.Topic;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads commands, steps each workload's queue, lets drivers try on virtual threads and writes
/// outcomes
/// together with the offsets they belong to in one transaction: each command has exactly one
/// outcome.
final class CommandLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CommandLoop.class);
  private static final Duration POLL = Duration.ofMillis(10);
  private static final String GROUP = "rheostat-actuator";

  private final ActuatorSettings settings;
  private final Runnable afterChange;
  private final KafkaConsumer<String, byte[]> consumer;
  private final KafkaProducer<String, byte[]> producer;
  private final ExecutorService attempts = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<Ended> endedAttempts = new LinkedBlockingQueue<>();
  private final Map<String, CommandQueue> queues = new TreeMap<>();
  private final Map<TopicPartition, OffsetLedger> ledgers = new HashMap<>();
  private final Map<String, List<Position>> positions = new HashMap<>();
  private final List<Outcome> outcomes = new ArrayList<>();

  /// A record of the commands topic.
  private record Position(TopicPartition partition, long offset) {}

  /// A driver is done with a command.
  private record Ended(Command command, Attempt attempt) {}

  /// @param afterChange called when a target has taken a command
  CommandLoop(ActuatorSettings settings, String instance, Runnable afterChange) {
    this.settings = settings;
    this.afterChange = afterChange;
    Map<String, Object> reading = new HashMap<>(settings.clientSettings());
    reading.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, OffsetLedger.MOST_AT_ONCE);
    consumer =
        new KafkaConsumer<>(
            Clients.consumer(settings.bootstrap(), GROUP, reading),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    producer =
        new KafkaProducer<>(
            Clients.transactionalProducer(
                settings.bootstrap(), GROUP + "-" + instance, settings.clientSettings()),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /// Fences whoever ran under this name before, and joins the others.
  void begin() {
    producer.initTransactions();
    consumer.subscribe(List.of(Topic.COMMANDS.topicName()), new Assignment());
  }

  /// One turn: read, try, conclude.
  void turn() {
    for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
      received(record);
    }
    for (Ended ended = endedAttempts.poll(); ended != null; ended = endedAttempts.poll()) {
      step(
          ended.command().workload(),
          new ProtocolEvent.Attempted(ended.command().generation(), ended.attempt()));
      if (ended.attempt() instanceof Attempt.Accepted) {
        afterChange.run();
      }
    }
    for (String workload : List.copyOf(queues.keySet())) {
      if (!queues.getOrDefault(workload, CommandQueue.EMPTY).isIdle()) {
        step(workload, new ProtocolEvent.Tick());
      }
    }
    conclude();
    holdBack();
  }

  private void received(ConsumerRecord<String, byte[]> record) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    OffsetLedger ledger = ledgers.get(partition);
    if (ledger == null || !ledger.begins(record.offset())) {
      return;
    }
    Optional<Command> decoded = decoded(record);
    if (decoded.isEmpty()) {
      settings.metrics().malformed();
      ledger.ends(record.offset());
      return;
    }
    Command command = decoded.get();
    settings.metrics().read();
    OptionalLong micros = receivedMicros(record);
    micros.ifPresent(received -> settings.metrics().signalToCommand(nowMicros() - received));
    settings.listener().read(command, micros);
    positions
        .computeIfAbsent(command.id(), _ -> new ArrayList<>())
        .add(new Position(partition, record.offset()));
    step(command.workload(), new ProtocolEvent.Received(command));
    if (isOver(command)) {
      // It came again after its end: no second outcome will free this record.
      positions.remove(command.id());
      ledger.ends(record.offset());
    }
  }

  /// The machine's own time, as ingest stamped it: what a record took has nothing to do with the
  /// clock
  /// that dates it.
  private static long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  /// Nobody can answer for what cannot be read: it is counted and passed over.
  private static Optional<Command> decoded(ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(CommandCodec.decode(record.value()));
    } catch (MalformedRecordException e) {
      return Optional.empty();
    }
  }

  /// A broken header only costs one measurement: the command counts.
  private static OptionalLong receivedMicros(ConsumerRecord<String, byte[]> record) {
    try {
      return Headers.readLong(record.headers(), Headers.RECEIVED_MICROS);
    } catch (MalformedRecordException e) {
      return OptionalLong.empty();
    }
  }

  private boolean isOver(Command command) {
    for (Outcome outcome : outcomes) {
      if (command.id().equals(id(outcome))) {
        return false;
      }
    }
    return !queues.getOrDefault(command.workload(), CommandQueue.EMPTY).holds(command.generation());
  }

  private static String id(Outcome outcome) {
    return outcome.workload() + "/" + outcome.generation();
  }

  private void step(String workload, ProtocolEvent event) {
    CommandQueue.Step step =
        queues.getOrDefault(workload, CommandQueue.EMPTY).step(event, settings.clock().instant());
    queues.put(workload, step.queue());
    for (ProtocolEffect effect : step.effects()) {
      switch (effect) {
        case ProtocolEffect.Carry(Command command) ->
            attempts.execute(() -> endedAttempts.add(new Ended(command, attempt(command))));
        case ProtocolEffect.Conclude(Outcome outcome) -> outcomes.add(outcome);
      }
    }
  }

  /// A driver that throws has a bug: nobody knows what it did, so it is tried again in time.
  private Attempt attempt(Command command) {
    try {
      return settings.drivers().apply(command);
    } catch (RuntimeException e) {
      LOG.atError().addKeyValue("command", command.id()).setCause(e).log("a driver failed");
      return new Attempt.Unreachable("the driver failed: " + e);
    }
  }

  private void conclude() {
    if (outcomes.isEmpty()) {
      return;
    }
    producer.beginTransaction();
    Set<TopicPartition> touched = new HashSet<>();
    for (Outcome outcome : outcomes) {
      var _ = producer.send(record(outcome)); // commitTransaction tells of any failure
      for (Position position : positions.getOrDefault(id(outcome), List.of())) {
        OffsetLedger ledger = ledgers.get(position.partition());
        if (ledger != null) {
          ledger.ends(position.offset());
          touched.add(position.partition());
        }
      }
      positions.remove(id(outcome));
      settings.metrics().concluded(outcome.result());
    }
    producer.sendOffsetsToTransaction(commits(touched), consumer.groupMetadata());
    producer.commitTransaction();
    outcomes.clear();
  }

  private Map<TopicPartition, OffsetAndMetadata> commits(Set<TopicPartition> touched) {
    Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
    ledgers.forEach(
        (partition, ledger) -> {
          if (touched.contains(partition)) {
            commits.put(partition, ledger.commit());
          }
        });
    return commits;
  }

  private ProducerRecord<String, byte[]> record(Outcome outcome) {
    return new ProducerRecord<>(
        Topic.POOL_LOG.topicName(),
        Partitioning.partition(outcome.pool(), settings.logPartitions()),
        outcome.at().toEpochMilli(),
        outcome.workload(),
        PoolEventCodec.encode(new PoolEvent.Concluded(outcome)));
  }

  private void holdBack() {
    List<TopicPartition> full = new ArrayList<>();
    ledgers.forEach(
        (partition, ledger) -> {
          if (ledger.isFull()) {
            full.add(partition);
          }
        });
    Set<TopicPartition> paused = consumer.paused();
    consumer.resume(paused.stream().filter(partition -> !full.contains(partition)).toList());
    consumer.pause(full);
  }

  @Override
  public void close() {
    attempts.shutdownNow();
    consumer.close();
    producer.close(Duration.ofSeconds(5));
  }

  /// Partitions come with what their last commit said, and go with all that was in memory of them.
  private final class Assignment implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      consumer
          .committed(Set.copyOf(partitions))
          .forEach(
              (partition, committed) -> {
                OffsetAndMetadata position =
                    committed == null ? new OffsetAndMetadata(0) : committed;
                ledgers.put(partition, new OffsetLedger(position));
              });
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      partitions.forEach(ledgers::remove);
      queues.clear();
      positions.clear();
      outcomes.clear();
    }
  }
}
