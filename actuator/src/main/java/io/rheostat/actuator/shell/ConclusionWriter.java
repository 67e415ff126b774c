package io.rheostat.actuator.shell;

import io.rheostat.actuator.protocol.Conclusion;
import io.rheostat.model.command.Outcome;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.topics.Clients;
import io.rheostat.topics.Partitioning;
import io.rheostat.topics.Topic;
import io.rheostat.topics.codec.PoolEventCodec;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Transactional writer of conclusions: outcomes, the records needed after a crash and the offsets
/// of both are written as a whole or not at all.
final class ConclusionWriter implements AutoCloseable {
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final ActuatorSettings settings;
  private final KafkaProducer<String, byte[]> producer;

  /// @param transactionalId name of the transactions; one writer has it at a time
  ConclusionWriter(ActuatorSettings settings, String transactionalId) {
    this.settings = settings;
    producer =
        new KafkaProducer<>(
            Clients.transactionalProducer(
                settings.bootstrap(), transactionalId, settings.clientSettings()),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /// Fences an earlier writer with the same name.
  void begin() {
    producer.initTransactions();
  }

  /// Writes a conclusion.
  ///
  /// @param group group of the reader whose offsets it commits, at its present generation
  /// @throws KafkaException when it may not have been written; the writer is of no use any more
  void write(Conclusion conclusion, ConsumerGroupMetadata group) {
    producer.beginTransaction();
    for (Outcome outcome : conclusion.outcomes()) {
      var _ = producer.send(record(outcome)); // commitTransaction tells of any failure
      settings.metrics().concluded(outcome.result());
    }
    conclusion
        .ended()
        .forEach(
            (lane, ended) -> {
              var _ = producer.send(EndedTable.record(lane, ended));
            });
    Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
    conclusion
        .commits()
        .forEach(
            (partition, commit) ->
                commits.put(
                    CommandRecord.partition(partition),
                    new OffsetAndMetadata(commit.offset(), commit.metadata())));
    producer.sendOffsetsToTransaction(commits, group);
    producer.commitTransaction();
  }

  private ProducerRecord<String, byte[]> record(Outcome outcome) {
    return new ProducerRecord<>(
        Topic.POOL_LOG.topicName(),
        Partitioning.partition(outcome.pool(), settings.logPartitions()),
        outcome.at().toEpochMilli(),
        outcome.workload(),
        PoolEventCodec.encode(new PoolEvent.Concluded(outcome)));
  }

  @Override
  public void close() {
    producer.close(CLOSE);
  }
}
