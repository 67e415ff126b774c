package io.rheostat.ingest.log;

import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.topics.Clients;
import io.rheostat.topics.Headers;
import io.rheostat.topics.Partitioning;
import io.rheostat.topics.Topic;
import io.rheostat.topics.codec.WorkloadEventCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/// Workload-log on Kafka. An append completes when all replicas have the record, and fails within
/// about ten seconds when they do not, so each waiting caller gets an answer.
public final class KafkaWorkloadLog implements WorkloadLog, AutoCloseable {
  private static final Duration CLOSING = Duration.ofSeconds(5);
  private static final int BATCH_BYTES = 128 << 10;

  private final Producer<String, byte[]> producer;
  private final int partitions;
  private volatile boolean available = true;

  /// Creates a log over a producer, closed with it.
  ///
  /// @param partitions of the workload-log
  public KafkaWorkloadLog(Producer<String, byte[]> producer, int partitions) {
    this.producer = producer;
    this.partitions = partitions;
  }

  /// Opens the log of a cluster; the topic exists.
  ///
  /// @param bootstrap host:port of brokers
  /// @param partitions of the workload-log
  /// @param linger longest wait of an event for company; at 0 batches form only while requests are
  ///     under way
  /// @param extra settings of Kafka clients, such as TLS; they win
  public static KafkaWorkloadLog open(
      String bootstrap, int partitions, Duration linger, Map<String, ?> extra) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.LINGER_MS_CONFIG, linger.toMillis());
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000);
    settings.putAll(extra);
    return new KafkaWorkloadLog(
        new KafkaProducer<>(Clients.producer(bootstrap, settings)), partitions);
  }

  /// Tells whether the last ended append was kept; true before the first.
  public boolean available() {
    return available;
  }

  @Override
  public CompletableFuture<Void> append(
      String workload, WorkloadEvent event, Instant receivedAt, long receivedMicros) {
    CompletableFuture<Void> kept = new CompletableFuture<>();
    try {
      ProducerRecord<String, byte[]> record =
          new ProducerRecord<>(
              Topic.WORKLOAD_LOG.topicName(),
              Partitioning.partition(workload, partitions),
              receivedAt.toEpochMilli(),
              workload,
              WorkloadEventCodec.encode(event));
      record.headers().add(Headers.RECEIVED_MICROS, Headers.ofLong(receivedMicros));
      var _ = producer.send(record, (_, failure) -> complete(kept, failure));
    } catch (IllegalArgumentException unfit) {
      // The caller drops and counts it.
      kept.completeExceptionally(new EventRefusedException(unfit));
    } catch (KafkaException | IllegalStateException failure) {
      // The caller counts a failed append: interrupted, closed or without room.
      complete(kept, failure);
    }
    return kept;
  }

  @Override
  public void close() {
    producer.close(CLOSING);
  }

  private void complete(CompletableFuture<Void> kept, @Nullable Exception failure) {
    if (failure == null) {
      available = true;
      kept.complete(null);
    } else if (failure instanceof RecordTooLargeException) {
      kept.completeExceptionally(new EventRefusedException(failure));
    } else {
      available = false;
      kept.completeExceptionally(failure);
    }
  }
}
