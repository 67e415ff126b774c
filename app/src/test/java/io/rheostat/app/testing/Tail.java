package io.rheostat.app.testing;

import io.rheostat.topics.Clients;
import io.rheostat.topics.Topic;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/// Follows a topic from its beginning and notes when each committed record could be read.
public final class Tail implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<String, byte[]> consumer;
  private final List<Read> all = new CopyOnWriteArrayList<>();
  private final Thread thread;

  /// A record.
  ///
  /// @param micros when it was read, since 1970
  public record Read(ConsumerRecord<String, byte[]> value, long micros) {}

  /// Begins to follow a topic that exists.
  public Tail(String bootstrap, Topic topic) {
    consumer = new KafkaConsumer<>(Clients.consumer(bootstrap, ""));
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic.topicName()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    thread = Thread.ofPlatform().name("tail").daemon().start(this::follow);
  }

  private void follow() {
    try {
      while (true) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
          all.add(new Read(record, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now())));
        }
      }
    } catch (WakeupException _) {
      consumer.close();
    }
  }

  /// Returns the records read so far.
  public List<Read> records() {
    return List.copyOf(all);
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
