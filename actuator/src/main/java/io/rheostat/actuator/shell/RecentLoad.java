package io.rheostat.actuator.shell;

import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.ReplicaGone;
import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import io.rheostat.topics.Clients;
import io.rheostat.topics.MalformedRecordException;
import io.rheostat.topics.Partitioning;
import io.rheostat.topics.Topic;
import io.rheostat.topics.codec.WorkloadEventCodec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Load of the replicas out of the last seconds of the workload-log, read on demand: a scale down
/// is rare, and an actuator following every metric would pay for all of them.
///
/// @param bootstrap the brokers
/// @param logPartitions partitions of the log
/// @param clock clock of the log's records
/// @param clientSettings further settings of the consumer
public record RecentLoad(
    String bootstrap, int logPartitions, InstantSource clock, Map<String, ?> clientSettings) {
  private static final Logger LOG = LoggerFactory.getLogger(RecentLoad.class);

  /// Longest age of a sample: two scrapes at the usual pace, and then some. Older ones say nothing
  /// of now.
  private static final Duration RECENT = Duration.ofSeconds(40);

  /// Longest time for reading the log: a command waits for it.
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /// Returns the running and queued requests of each replica now, by its name; replicas of unknown
  /// load are absent.
  public Map<String, Double> requests(String workload) {
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Clients.consumer(bootstrap, "", clientSettings),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      return read(consumer, workload);
    } catch (KafkaException e) {
      LOG.atWarn().addKeyValue("workload", workload).setCause(e).log("the load is not known");
      return Map.of();
    }
  }

  private Map<String, Double> read(KafkaConsumer<String, byte[]> consumer, String workload) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    TopicPartition partition =
        new TopicPartition(
            Topic.WORKLOAD_LOG.topicName(), Partitioning.partition(workload, logPartitions));
    consumer.assign(List.of(partition));
    long from = clock.instant().minus(RECENT).toEpochMilli();
    OffsetAndTimestamp first =
        consumer.offsetsForTimes(Map.of(partition, from), PATIENCE).get(partition);
    if (first == null) {
      return Map.of();
    }
    long end = consumer.endOffsets(List.of(partition), PATIENCE).getOrDefault(partition, 0L);
    consumer.seek(partition, first.offset());
    Replicas replicas = new Replicas();
    while (consumer.position(partition) < end && System.nanoTime() < deadline) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
        if (workload.equals(record.key())) {
          replicas.take(record);
        }
      }
    }
    return replicas.requests();
  }

  /// The newest gauges of each replica.
  private static final class Replicas {
    private final Map<String, Map<Signal, Double>> gauges = new HashMap<>();

    void take(ConsumerRecord<String, byte[]> record) {
      try {
        switch (WorkloadEventCodec.decode(record.value())) {
          case WorkloadEvent.Measured(Reading reading) -> take(reading);
          case WorkloadEvent.Left(ReplicaGone gone) -> gauges.remove(gone.replica());
          default -> {} // says nothing of a replica's load
        }
      } catch (MalformedRecordException e) {
        // The stages count it; here it only leaves a replica's load unknown.
        LOG.atDebug().setCause(e).log("a record cannot be read");
      }
    }

    private void take(Reading reading) {
      for (Sample sample : reading.samples()) {
        boolean queue =
            sample.signal() == Signal.REQUESTS_RUNNING
                || sample.signal() == Signal.REQUESTS_WAITING;
        if (queue && sample instanceof Sample.Scalar scalar) {
          gauges
              .computeIfAbsent(reading.replica(), _ -> new EnumMap<>(Signal.class))
              .put(scalar.signal(), scalar.value());
        }
      }
    }

    Map<String, Double> requests() {
      Map<String, Double> sums = new TreeMap<>();
      gauges.forEach(
          (replica, values) ->
              sums.put(replica, values.values().stream().mapToDouble(Double::doubleValue).sum()));
      return sums;
    }
  }
}
