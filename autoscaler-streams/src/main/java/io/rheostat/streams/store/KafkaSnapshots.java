package io.rheostat.streams.store;

import io.rheostat.core.encoding.coder.StateFormatException;
import io.rheostat.topics.Clients;
import io.rheostat.topics.Topic;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Storage of snapshots on their topic, under `stage/partition/hour`: each hour's newest stays for
/// as long as the logs. A snapshot is a function of the log alone, so it needs no transaction with
/// it.
public final class KafkaSnapshots implements Snapshots, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaSnapshots.class);

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /// Numbers of a partition's newest records to search for a snapshot, tried in this order.
  private static final List<Long> DEPTHS = List.of(4L, 64L, Long.MAX_VALUE / 2);

  private final String bootstrap;
  private final Map<String, ?> extra;
  private final KafkaProducer<String, byte[]> producer;

  /// Opens the topic.
  ///
  /// @param extra further client settings, such as TLS and SASL
  public KafkaSnapshots(String bootstrap, Map<String, ?> extra) {
    this.bootstrap = bootstrap;
    this.extra = extra;
    producer =
        new KafkaProducer<>(
            Clients.producer(bootstrap, extra), new StringSerializer(), new ByteArraySerializer());
  }

  @Override
  public void keep(String stage, int partition, Snapshot snapshot) {
    var _ =
        producer.send(
            new ProducerRecord<>(
                Topic.SNAPSHOTS.topicName(),
                partition,
                snapshot.now().toEpochMilli(),
                key(stage, partition) + snapshot.now().truncatedTo(ChronoUnit.HOURS),
                snapshot.toBytes()),
            (_, problem) -> {
              if (problem != null) {
                // The one before stays: a start or a replay then begins there.
                LOG.atWarn().setCause(problem).log("a snapshot of {} was not kept", stage);
              }
            });
  }

  private static String key(String stage, int partition) {
    return stage + "/" + partition + "/";
  }

  @Override
  public Optional<Snapshot> newest(String stage, int partition) {
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Clients.consumer(bootstrap, "", extra),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      TopicPartition place = new TopicPartition(Topic.SNAPSHOTS.topicName(), partition);
      consumer.assign(List.of(place));
      for (long depth : DEPTHS) {
        Optional<Snapshot> found = newest(consumer, place, depth, key(stage, partition));
        if (found.isPresent()) {
          return found;
        }
      }
    } catch (KafkaException e) {
      // A start without a snapshot learns anew all that is missing in the log.
      LOG.atWarn().setCause(e).log("snapshots of {} could not be read", stage);
    }
    return Optional.empty();
  }

  /// Returns the newest readable state of a stage in one partition that has nothing of its log from
  /// an offset on; empty when there is none. It only reads.
  ///
  /// @param logId the log topic's id: a snapshot of another log says nothing
  public static Optional<Snapshot> before(
      String bootstrap,
      Map<String, ?> extra,
      String stage,
      int partition,
      String logId,
      long offset) {
    TopicPartition place = new TopicPartition(Topic.SNAPSHOTS.topicName(), partition);
    Optional<Snapshot> best = Optional.empty();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Clients.consumer(bootstrap, "", extra),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(place));
      consumer.seekToBeginning(List.of(place));
      long end = consumer.endOffsets(List.of(place)).getOrDefault(place, 0L);
      while (consumer.position(place) < end) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
          boolean own = (record.key() + "/").startsWith(key(stage, partition));
          Optional<Snapshot> read = own && record.value() != null ? read(record) : Optional.empty();
          Optional<Snapshot> known = best;
          long newest = known.map(Snapshot::nextOffset).orElse(-1L);
          best =
              read.filter(one -> one.nextOffset() <= offset && one.nextOffset() > newest)
                  .filter(one -> one.origin().logId().equals(logId))
                  .or(() -> known);
        }
      }
    }
    return best;
  }

  private static Optional<Snapshot> newest(
      KafkaConsumer<String, byte[]> consumer, TopicPartition place, long depth, String key) {
    long end = consumer.endOffsets(List.of(place)).getOrDefault(place, 0L);
    long begin = consumer.beginningOffsets(List.of(place)).getOrDefault(place, 0L);
    consumer.seek(place, Math.max(begin, end - depth));
    Optional<Snapshot> newest = Optional.empty();
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (consumer.position(place) < end && System.nanoTime() - deadline < 0) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        // Builds before kept the newest alone, under the key without an hour.
        if ((record.key() + "/").startsWith(key) && record.value() != null) {
          Optional<Snapshot> before = newest;
          newest = read(record).or(() -> before);
        }
      }
    }
    return newest;
  }

  private static Optional<Snapshot> read(ConsumerRecord<String, byte[]> record) {
    try {
      return Optional.of(Snapshot.of(record.value()));
    } catch (UncheckedIOException | StateFormatException e) {
      LOG.atWarn().setCause(e).log("snapshot {} cannot be read", record.key());
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
