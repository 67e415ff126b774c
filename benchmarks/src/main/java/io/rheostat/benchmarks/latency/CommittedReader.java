package io.rheostat.benchmarks.latency;

import io.rheostat.benchmarks.latency.load.ThreadEnds;
import io.rheostat.topics.Clients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// Reads all partitions of a topic on a thread of its own, committed records only, as the actuator
/// does.
final class CommittedReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<String, byte[]> consumer;
  private final Consumer<ConsumerRecord<String, byte[]>> told;
  private final Thread thread;

  private CommittedReader(
      String bootstrap,
      String topic,
      int partitions,
      Consumer<ConsumerRecord<String, byte[]>> told) {
    this.told = told;
    consumer =
        new KafkaConsumer<>(
            Clients.consumer(bootstrap, ""), new StringDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> all = new ArrayList<>();
    for (int i = 0; i < partitions; i++) {
      all.add(new TopicPartition(topic, i));
    }
    consumer.assign(all);
    consumer.seekToBeginning(all);
    thread = Thread.ofPlatform().name("read-" + topic).daemon().unstarted(this::run);
  }

  static CommittedReader start(
      String bootstrap,
      String topic,
      int partitions,
      Consumer<ConsumerRecord<String, byte[]>> told) {
    CommittedReader reader = new CommittedReader(bootstrap, topic, partitions, told);
    reader.thread.start();
    return reader;
  }

  private void run() {
    try (consumer) {
      while (!Thread.currentThread().isInterrupted()) {
        consumer.poll(POLL).forEach(told);
      }
    } catch (WakeupException | InterruptException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    consumer.wakeup();
    ThreadEnds.join(thread);
  }
}
