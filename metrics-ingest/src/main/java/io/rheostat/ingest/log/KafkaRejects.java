package io.rheostat.ingest.log;

import io.rheostat.ingest.metrics.IngestMetrics;
import io.rheostat.ingest.reject.Rejection;
import io.rheostat.ingest.reject.RejectionReason;
import io.rheostat.ingest.reject.Rejects;
import io.rheostat.topics.Clients;
import io.rheostat.topics.Reject;
import io.rheostat.topics.RejectReason;
import io.rheostat.topics.Topic;
import io.rheostat.topics.codec.RejectCodec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/// Evidence of rejections on Kafka, best effort: lost evidence is counted.
public final class KafkaRejects implements Rejects, AutoCloseable {
  private static final Duration CLOSING = Duration.ofSeconds(1);

  private final Producer<String, byte[]> producer;
  private final InstantSource clock;
  private final IngestMetrics metrics;

  /// Creates a destination over a producer, closed with it.
  ///
  /// @param clock dates them
  public KafkaRejects(
      Producer<String, byte[]> producer, InstantSource clock, IngestMetrics metrics) {
    this.producer = producer;
    this.clock = clock;
    this.metrics = metrics;
  }

  /// Creates a producer with waits of at most a tenth of a second.
  ///
  /// @param bootstrap host:port of brokers
  /// @param extra settings of Kafka clients, such as TLS; they win
  public static Producer<String, byte[]> producer(String bootstrap, Map<String, ?> extra) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 100);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 4L << 20);
    settings.putAll(extra);
    return new KafkaProducer<>(Clients.producer(bootstrap, settings));
  }

  @Override
  public void reject(String source, Rejection rejection) {
    Reject reject =
        new Reject(
            source,
            reason(rejection.reason()),
            rejection.detail(),
            rejection.preview(),
            clock.instant());
    try {
      var _ =
          producer.send(
              new ProducerRecord<>(
                  Topic.REJECTS.topicName(),
                  0,
                  reject.at().toEpochMilli(),
                  source,
                  RejectCodec.encode(reject)),
              (_, failure) -> {
                if (failure != null) {
                  metrics.rejectLost();
                }
              });
    } catch (KafkaException | IllegalStateException _) {
      metrics.rejectLost();
    }
  }

  @Override
  public void close() {
    producer.close(CLOSING);
  }

  private static RejectReason reason(RejectionReason reason) {
    return switch (reason) {
      case MALFORMED_PAGE -> RejectReason.MALFORMED_PAGE;
      case MALFORMED_REQUEST -> RejectReason.MALFORMED_REQUEST;
      case MALFORMED_SERIES -> RejectReason.MALFORMED_SERIES;
      case MALFORMED_DISCOVERY -> RejectReason.MALFORMED_DISCOVERY;
      case MALFORMED_WEBHOOK -> RejectReason.MALFORMED_WEBHOOK;
      case UNKNOWN_WORKLOAD -> RejectReason.UNKNOWN_WORKLOAD;
      case NOT_READ -> RejectReason.NOT_READ;
      case NOT_ALLOWED -> RejectReason.NOT_ALLOWED;
      case NOT_FINITE -> RejectReason.NOT_FINITE;
      case FUTURE_SAMPLE -> RejectReason.FUTURE_SAMPLE;
      case LATE_SAMPLE -> RejectReason.LATE_SAMPLE;
      case TOO_LARGE -> RejectReason.TOO_LARGE;
      case UNMATCHED -> RejectReason.UNMATCHED;
      case AMBIGUOUS -> RejectReason.AMBIGUOUS;
    };
  }
}
