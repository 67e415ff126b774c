package io.rheostat.streams;

import io.rheostat.topics.Clients;
import io.rheostat.topics.Topic;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps snapshots on their topic, under `stage/partition`. A snapshot is a function of the log
/// alone, so
/// it needs no transaction with it.
public final class KafkaSnapshots implements Snapshots, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaSnapshots.class);

  private final KafkaProducer<String, byte[]> producer;

  /// Opens the topic for writing.
  ///
  /// @param extra further client settings, such as TLS and SASL
  public KafkaSnapshots(String bootstrap, Map<String, ?> extra) {
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
                stage + "/" + partition,
                snapshot.toBytes()),
            (_, problem) -> {
              if (problem != null) {
                // The one before stays; a replay then begins there.
                LOG.atWarn().setCause(problem).log("a snapshot of {} was not kept", stage);
              }
            });
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
