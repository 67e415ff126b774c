package io.rheostat.app.testing;

import io.rheostat.topics.Clients;
import io.rheostat.topics.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/// Content of a topic.
public final class TopicRecords {
  private static final Duration POLL = Duration.ofMillis(100);

  private TopicRecords() {}

  /// The values of all committed records, by partition in log order.
  public static <T> List<T> read(String bootstrap, Topic topic, Function<byte[], T> decode) {
    return records(bootstrap, topic).stream().map(record -> decode.apply(record.value())).toList();
  }

  /// All committed records, by partition in log order.
  public static List<ConsumerRecord<String, byte[]>> records(String bootstrap, Topic topic) {
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(Clients.consumer(bootstrap, ""))) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.topicName()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(POLL).forEach(records::add);
      }
      return records;
    }
  }
}
