package io.rheostat.app.page;

import io.rheostat.app.control.FleetDifference;
import io.rheostat.topics.Clients;
import io.rheostat.topics.MalformedRecordException;
import io.rheostat.topics.Topic;
import io.rheostat.topics.codec.CommandCodec;
import io.rheostat.topics.codec.DecisionCodec;
import io.rheostat.topics.codec.PoolEventCodec;
import io.rheostat.topics.codec.RejectCodec;
import io.rheostat.topics.fleet.FleetTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reader of the topics into a live state: from any machine, without asking the service.
public final class StateReader implements AutoCloseable {
  /// Last records of each partition that hold the newest state of a fleet, for a command that looks
  /// once.
  public static final long NEWEST_RECORDS = 20_000;

  private static final Logger LOG = LoggerFactory.getLogger(StateReader.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final List<Topic> TOPICS =
      List.of(Topic.POOL_LOG, Topic.DECISIONS, Topic.COMMANDS, Topic.REJECTS);

  private final KafkaConsumer<String, byte[]> consumer;
  private final FleetTable fleet;
  private final LiveState state;
  private final Map<TopicPartition, Long> ends;
  private volatile long turned = System.nanoTime();

  private StateReader(
      KafkaConsumer<String, byte[]> consumer,
      FleetTable fleet,
      LiveState state,
      Map<TopicPartition, Long> ends) {
    this.consumer = consumer;
    this.fleet = fleet;
    this.state = state;
    this.ends = ends;
  }

  /// Returns the newest state of everything on the topics.
  public static LiveState newest(String bootstrap, Map<String, ?> extra) {
    LiveState state = new LiveState();
    try (StateReader reader = open(bootstrap, state, NEWEST_RECORDS, extra)) {
      reader.catchUp();
    }
    return state;
  }

  /// Opens the topics near their ends.
  ///
  /// @param lastRecords number of last records to begin with in each partition
  public static StateReader open(
      String bootstrap, LiveState state, long lastRecords, Map<String, ?> extra) {
    KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Clients.consumer(bootstrap, "", extra),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions = new ArrayList<>();
    for (Topic topic : TOPICS) {
      consumer
          .partitionsFor(topic.topicName())
          .forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
    }
    consumer.assign(partitions);
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    for (TopicPartition partition : partitions) {
      long end = ends.getOrDefault(partition, 0L);
      long begin = begins.getOrDefault(partition, 0L);
      consumer.seek(partition, Math.max(begin, end - lastRecords));
    }
    FleetTable fleet = FleetTable.open(bootstrap, extra);
    declare(fleet, state);
    return new StateReader(consumer, fleet, state, ends);
  }

  private static void declare(FleetTable fleet, LiveState state) {
    fleet.refresh();
    List<String> differences =
        FleetDifference.of(fleet.fleet(), fleet.sources().values()).stream()
            .map(FleetDifference::text)
            .toList();
    state.declared(fleet.fleet(), fleet.freezes(), differences);
  }

  /// Reads up to where the topics ended when they were opened.
  public void catchUp() {
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      turn(POLL);
    }
  }

  /// Reads the records since the last call.
  ///
  /// @param wait longest wait for a record
  public void turn(Duration wait) {
    for (ConsumerRecord<String, byte[]> record : consumer.poll(wait)) {
      try {
        read(record);
      } catch (MalformedRecordException e) {
        // The page shows the readable records; the stages count the unreadable ones.
        LOG.atDebug().setCause(e).log("a record of {} was passed over", record.topic());
      }
    }
  }

  private void read(ConsumerRecord<String, byte[]> record) {
    Instant at = Instant.ofEpochMilli(record.timestamp());
    switch (Topic.ofName(record.topic())) {
      case POOL_LOG -> state.event(PoolEventCodec.decode(record.value()), at);
      case DECISIONS -> state.decision(DecisionCodec.decode(record.value()));
      case COMMANDS -> state.command(CommandCodec.decode(record.value()));
      case WORKLOAD_LOG, FLEET, SNAPSHOTS, ESTIMATE_STATE, PLAN_STATE, ENDED -> {}
      case REJECTS -> state.rejected(RejectCodec.decode(record.value()));
    }
  }

  /// Reads for as long as the thread is not interrupted.
  public void follow() {
    Instant refreshed = Instant.EPOCH;
    while (!Thread.currentThread().isInterrupted()) {
      try {
        turn(POLL);
        Instant now = Instant.now();
        if (Duration.between(refreshed, now).toSeconds() >= 2) {
          declare(fleet, state);
          refreshed = now;
        }
        turned = System.nanoTime();
      } catch (InterruptException e) {
        Thread.currentThread().interrupt();
      } catch (KafkaException e) {
        // The page keeps its state and goes on when the brokers are back.
        LOG.atWarn().setCause(e).log("the page's reader could not read");
      }
    }
  }

  /// Returns how long it has not read: real time.
  public Duration silence() {
    return Duration.ofNanos(System.nanoTime() - turned);
  }

  @Override
  public void close() {
    consumer.close();
    fleet.close();
  }
}
