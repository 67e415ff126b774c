package io.rheostat.benchmarks.latency;

import io.rheostat.benchmarks.latency.load.Latencies;
import io.rheostat.streams.Delivery;
import io.rheostat.streams.StreamsHost;
import io.rheostat.topics.Clients;
import io.rheostat.topics.Headers;
import io.rheostat.topics.Partitioning;
import io.rheostat.topics.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/// Latency baseline of Kafka alone on the path of a reading to its command: a topic, a hop with a
/// logged store in memory, a topic, another such hop, a topic, a reader of committed records; with
/// the settings of Rheostat's own stages and producers.
final class BarePath implements AutoCloseable {
  static final String PROBE = "probe";

  /// Readings per estimate: each workload reports each second and is estimated anew every five.
  private static final int ONE_IN = 5;

  private static final String IN = "bare-in";
  private static final String MID = "bare-mid";
  private static final String OUT = "bare-out";
  private static final Duration STARTING = Duration.ofSeconds(60);

  private final int partitions;
  private final KafkaStreams streams;
  private final KafkaProducer<String, byte[]> producer;
  private final CommittedReader reader;

  private BarePath(String bootstrap, int partitions, KafkaStreams streams, Latencies latencies) {
    this.partitions = partitions;
    this.streams = streams;
    producer =
        new KafkaProducer<>(
            Clients.producer(bootstrap, Map.of(ProducerConfig.LINGER_MS_CONFIG, 0)));
    reader =
        CommittedReader.start(
            bootstrap,
            OUT,
            partitions,
            record ->
                Headers.readLong(record.headers(), Headers.RECEIVED_MICROS)
                    .ifPresent(latencies::read));
  }

  /// Starts the path; returns once it runs.
  static BarePath start(
      String bootstrap, int partitions, Path directory, Delivery delivery, Latencies latencies)
      throws InterruptedException {
    createTopics(bootstrap, partitions);
    Map<String, Object> config = new HashMap<>(StreamsHost.config(bootstrap, directory, delivery));
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "bare");
    Properties properties = new Properties();
    properties.putAll(config);
    KafkaStreams streams = new KafkaStreams(topology(), properties);
    CountDownLatch running = new CountDownLatch(1);
    streams.setStateListener(
        (newState, _) -> {
          if (newState == KafkaStreams.State.RUNNING) {
            running.countDown();
          }
        });
    streams.start();
    if (!running.await(STARTING.toMillis(), TimeUnit.MILLISECONDS)) {
      streams.close();
      throw new IllegalStateException("the bare path did not start within " + STARTING);
    }
    return new BarePath(bootstrap, partitions, streams, latencies);
  }

  private static void createTopics(String bootstrap, int partitions) throws InterruptedException {
    List<NewTopic> topics = new ArrayList<>();
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (String name : List.of(IN, MID, OUT)) {
      topics.add(new NewTopic(name, partitions, (short) 1));
      for (int i = 0; i < partitions; i++) {
        ends.put(new TopicPartition(name, i), OffsetSpec.latest());
      }
    }
    try (Admin admin = Admin.create(Clients.admin(bootstrap))) {
      admin.createTopics(topics).all().get();
      while (!areReady(admin, ends)) {
        Thread.sleep(Duration.ofMillis(5));
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("the bare path's topics could not be made", e);
    }
  }

  private static boolean areReady(Admin admin, Map<TopicPartition, OffsetSpec> ends)
      throws InterruptedException, ExecutionException {
    try {
      admin.listOffsets(ends).all().get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RetriableException) {
        return false;
      }
      throw e;
    }
  }

  private static Topology topology() {
    Topology topology = new Topology();
    addHop(topology, "first", IN, MID, ONE_IN);
    addHop(topology, "second", MID, OUT, BareHop.PROBES);
    return topology;
  }

  private static void addHop(Topology topology, String name, String from, String to, int oneIn) {
    String store = name + "-state";
    topology.addSource(
        AutoOffsetReset.earliest(),
        name + "-in",
        new StringDeserializer(),
        new ByteArrayDeserializer(),
        from);
    topology.addProcessor(name, () -> new BareHop(store, oneIn), name + "-in");
    topology.addStateStore(
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(store), Serdes.String(), Serdes.ByteArray())
            .withCachingDisabled()
            .withLoggingEnabled(Topic.SNAPSHOTS.settings()),
        name);
    topology.addSink(name + "-out", to, new StringSerializer(), new ByteArraySerializer(), name);
  }

  /// Sends a record stamped as received now.
  void send(String key, byte[] value, boolean probe) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            IN, Partitioning.partition(key, partitions), System.currentTimeMillis(), key, value);
    record.headers().add(Headers.RECEIVED_MICROS, Headers.ofLong(Latencies.nowMicros()));
    if (probe) {
      record.headers().add(PROBE, new byte[0]);
    }
    var _ = producer.send(record); // a probe that is lost is missing from the count
  }

  @Override
  public void close() {
    producer.close();
    streams.close(Duration.ofSeconds(20));
    reader.close();
  }
}
