package io.rheostat.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.topics.Clients;
import io.rheostat.topics.Headers;
import io.rheostat.topics.Partitioning;
import io.rheostat.topics.Topic;
import io.rheostat.topics.Topics;
import io.rheostat.topics.codec.PoolEventCodec;
import io.rheostat.topics.testing.TestBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("broker")
final class StreamsOnBrokerTest {
  private static final int PARTITIONS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration AHEAD = Duration.ofHours(2);

  private @TempDir Path folder;
  private TestBroker broker;
  private Admin admin;
  private KafkaProducer<String, byte[]> producer;

  @BeforeEach
  void startBroker() throws Exception {
    broker = TestBroker.start(folder.resolve("broker"));
    admin = Admin.create(Clients.admin(broker.bootstrap()));
    Topics.create(admin, PARTITIONS, (short) 1);
    producer = new KafkaProducer<>(Clients.producer(broker.bootstrap()));
  }

  @AfterEach
  void stopBroker() {
    producer.close();
    admin.close();
    broker.close();
  }

  /// A scaled clock runs ahead of the broker's: neither logs nor changelogs may mind.
  @Test
  void stages_run_ahead_of_the_brokers_clock_and_go_on_after_a_restart() throws Exception {
    Instant start = Instant.now().plus(AHEAD);
    try (StreamsHost host = host("one")) {
      assertThat(host.awaitRunning(PATIENCE)).isTrue();
      declare(start);
      measure(start, 1);
      assertThat(await(StreamsOnBrokerTest::isEstimate)).isNotEmpty();
    }

    try (StreamsHost host = host("two")) {
      assertThat(host.awaitRunning(PATIENCE)).isTrue();
      measure(start.plusSeconds(60), 2);
      List<ConsumerRecord<String, byte[]>> estimates =
          await(record -> isEstimate(record) && micros(record) > 1);

      assertThat(estimates).allMatch(record -> record.timestamp() >= start.toEpochMilli());
      assertThat(estimates)
          .isNotEmpty()
          .allMatch(
              record ->
                  record.partition() == Partitioning.partition(Declared.EAST, PARTITIONS)
                      && record.key().equals(Declared.CHAT));
    }
    assertThat(changelog().get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value())
        .isEqualTo(Integer.toString(Topic.MOST_RECORD_BYTES));
  }

  private Config changelog() throws Exception {
    ConfigResource topic =
        new ConfigResource(ConfigResource.Type.TOPIC, "rheostat-estimate-state-changelog");
    return admin.describeConfigs(List.of(topic)).all().get().values().iterator().next();
  }

  private StreamsHost host(String name) {
    return StreamsHost.start(
        broker.bootstrap(),
        folder.resolve(name),
        HostSettingsFixture.of(PARTITIONS, Delivery.EXACTLY_ONCE, new SimpleMeterRegistry()),
        Map.of());
  }

  /// Declarations go to every partition, as the publisher sends them.
  private void declare(Instant at) {
    for (Entry entry : Journal.of(1, 0).inputs()) {
      boolean declaration = entry.key().equals("fleet");
      for (int partition = 0; declaration && partition < PARTITIONS; partition++) {
        send(entry, partition, at, 0);
      }
    }
    producer.flush();
  }

  private void measure(Instant at, long micros) {
    int partition = Partitioning.partition(Declared.CHAT, PARTITIONS);
    send(Journal.reading(Declared.CHAT, at), partition, at, micros);
    send(Journal.tick(at), partition, at, micros);
    producer.flush();
  }

  private void send(Entry entry, int partition, Instant at, long micros) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            entry.topic().topicName(), partition, at.toEpochMilli(), entry.key(), entry.value());
    record.headers().add(Headers.RECEIVED_MICROS, Headers.ofLong(micros));
    var _ = producer.send(record);
  }

  private static boolean isEstimate(ConsumerRecord<String, byte[]> record) {
    return PoolEventCodec.decode(record.value()) instanceof PoolEvent.Estimated;
  }

  private static long micros(ConsumerRecord<String, byte[]> record) {
    return Headers.readLong(record.headers(), Headers.RECEIVED_MICROS).orElse(0);
  }

  /// The pool-log's records of a kind, once one is there.
  private List<ConsumerRecord<String, byte[]>> await(
      Predicate<ConsumerRecord<String, byte[]>> wanted) {
    List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(Clients.consumer(broker.bootstrap(), ""))) {
      consumer.assign(
          IntStream.range(0, PARTITIONS)
              .mapToObj(partition -> new TopicPartition(Topic.POOL_LOG.topicName(), partition))
              .toList());
      consumer.seekToBeginning(consumer.assignment());
      while (found.isEmpty() && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> add(record, wanted, found));
      }
    }
    return found;
  }

  private static void add(
      ConsumerRecord<String, byte[]> record,
      Predicate<ConsumerRecord<String, byte[]>> wanted,
      List<ConsumerRecord<String, byte[]>> found) {
    if (wanted.test(record)) {
      found.add(record);
    }
  }
}
