package io.rheostat.actuator.shell;

import io.rheostat.actuator.protocol.queue.CommandLane;
import io.rheostat.actuator.protocol.queue.EndedGenerations;
import io.rheostat.topics.Clients;
import io.rheostat.topics.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The topic of ended generations: an actuator writes it with its outcomes and reads it when a
/// partition becomes its own.
final class EndedTable {
  private static final Logger LOG = LoggerFactory.getLogger(EndedTable.class);
  private static final Duration POLL = Duration.ofMillis(50);

  private EndedTable() {}

  static ProducerRecord<String, byte[]> record(CommandLane lane, EndedGenerations ended) {
    return new ProducerRecord<>(
        Topic.ENDED.topicName(),
        lane.partition(),
        lane.workload(),
        ended.toText().getBytes(StandardCharsets.UTF_8));
  }

  /// Reads the content of the partition, by workload.
  static SortedMap<String, EndedGenerations> read(ActuatorSettings settings, int partition) {
    TopicPartition own = new TopicPartition(Topic.ENDED.topicName(), partition);
    SortedMap<String, EndedGenerations> table = new TreeMap<>();
    try (KafkaConsumer<String, byte[]> consumer = open(settings)) {
      consumer.assign(List.of(own));
      consumer.seekToBeginning(List.of(own));
      long end = consumer.endOffsets(List.of(own)).getOrDefault(own, 0L);
      while (consumer.position(own) < end) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
          keep(table, record);
        }
      }
    }
    return table;
  }

  private static KafkaConsumer<String, byte[]> open(ActuatorSettings settings) {
    return new KafkaConsumer<>(
        Clients.consumer(settings.bootstrap(), "", settings.clientSettings()),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }

  /// Adds a record to the table. An unreadable one costs the knowledge of one workload's past, no
  /// more: the target's fence still holds.
  private static void keep(
      SortedMap<String, EndedGenerations> table, ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      table.remove(record.key());
      return;
    }
    try {
      table.put(
          record.key(), EndedGenerations.parse(new String(record.value(), StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException e) {
      LOG.atWarn().setCause(e).log("what ended of {} cannot be read", record.key());
    }
  }
}
