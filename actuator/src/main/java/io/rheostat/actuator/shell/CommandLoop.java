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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
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

/// Reads commands, steps each workload's queue, lets drivers try on virtual threads and writes
/// outcomes
/// together with the offsets they belong to in one transaction: each command has exactly one
/// outcome.
final class CommandLoop implements AutoCloseable {
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
  private final Map<String, Long> offsets = new HashMap<>();
  private final List<Outcome> outcomes = new ArrayList<>();

  /// A driver is done with a command.
  private record Ended(Command command, Attempt attempt) {}

  /// @param afterChange called when a target has taken a command
  CommandLoop(ActuatorSettings settings, String instance, Runnable afterChange) {
    this.settings = settings;
    this.afterChange = afterChange;
    consumer =
        new KafkaConsumer<>(
            Clients.consumer(settings.bootstrap(), GROUP),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    producer =
        new KafkaProducer<>(
            Clients.transactionalProducer(settings.bootstrap(), GROUP + "-" + instance),
            new StringSerializer(),
            new ByteArraySerializer());
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
    OffsetLedger ledger = ledgers.get(new TopicPartition(record.topic(), record.partition()));
    if (ledger == null || !ledger.begins(record.offset())) {
      return;
    }
    Command command;
    try {
      command = CommandCodec.decode(record.value());
    } catch (MalformedRecordException e) {
      // Nobody can answer for what cannot be read: it is counted and passed over.
      settings.metrics().malformed();
      ledger.ends(record.offset());
      return;
    }
    OptionalLong micros = Headers.readLong(record.headers(), Headers.RECEIVED_MICROS);
    settings.metrics().read();
    settings.listener().read(command, micros);
    offsets.put(command.id(), record.offset());
    step(command.workload(), new ProtocolEvent.Received(command));
  }

  private void step(String workload, ProtocolEvent event) {
    CommandQueue.Step step =
        queues.getOrDefault(workload, CommandQueue.EMPTY).step(event, settings.clock().instant());
    queues.put(workload, step.queue());
    for (ProtocolEffect effect : step.effects()) {
      switch (effect) {
        case ProtocolEffect.Carry(Command command) ->
            attempts.execute(
                () -> endedAttempts.add(new Ended(command, settings.drivers().apply(command))));
        case ProtocolEffect.Conclude(Outcome outcome) -> outcomes.add(outcome);
      }
    }
  }

  private void conclude() {
    if (outcomes.isEmpty()) {
      return;
    }
    producer.beginTransaction();
    Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
    for (Outcome outcome : outcomes) {
      var _ = producer.send(record(outcome)); // commitTransaction tells of any failure
      TopicPartition partition =
          new TopicPartition(
              Topic.COMMANDS.topicName(),
              Partitioning.partition(outcome.pool(), settings.logPartitions()));
      OffsetLedger ledger = ledgers.get(partition);
      Long offset = offsets.remove(outcome.workload() + "/" + outcome.generation());
      if (ledger != null && offset != null) {
        ledger.ends(offset);
        commits.put(partition, ledger.commit());
      }
      settings.metrics().concluded(outcome.result());
    }
    producer.sendOffsetsToTransaction(commits, consumer.groupMetadata());
    producer.commitTransaction();
    outcomes.clear();
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
      offsets.clear();
      outcomes.clear();
    }
  }
}
