package io.rheostat.benchmarks.latency;

import io.rheostat.benchmarks.latency.load.BenchFleet;
import io.rheostat.benchmarks.latency.load.Latencies;
import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.Order;
import io.rheostat.model.command.Outcome;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.topics.Clients;
import io.rheostat.topics.Headers;
import io.rheostat.topics.Partitioning;
import io.rheostat.topics.Topic;
import io.rheostat.topics.codec.CommandCodec;
import io.rheostat.topics.codec.PoolEventCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Reads commands, notes when, and at once reports them as carried out and all replicas as ready.
final class InstantActuator implements AutoCloseable {
  private final int partitions;
  private final Latencies latencies;
  private final KafkaProducer<String, byte[]> producer;
  private final CommittedReader reader;

  InstantActuator(String bootstrap, int partitions, Latencies latencies) {
    this.partitions = partitions;
    this.latencies = latencies;
    producer =
        new KafkaProducer<>(
            Clients.producer(bootstrap, Map.of(ProducerConfig.LINGER_MS_CONFIG, 0)),
            new StringSerializer(),
            new ByteArraySerializer());
    reader =
        CommittedReader.start(bootstrap, Topic.COMMANDS.topicName(), partitions, this::received);
  }

  /// Reports one replica for every workload.
  void begin(Collection<Workload> workloads) {
    for (Workload workload : workloads) {
      List<PlacementStatus> statuses = List.of(status(BenchFleet.PLACEMENT, 1));
      observed(workload.name(), workload.pool(), Generation.NONE, statuses);
    }
    producer.flush();
  }

  private void received(ConsumerRecord<String, byte[]> record) {
    Headers.readLong(record.headers(), Headers.RECEIVED_MICROS).ifPresent(latencies::read);
    Command command = CommandCodec.decode(record.value());
    Outcome outcome =
        new Outcome(
            command.workload(),
            command.pool(),
            command.generation(),
            Outcome.Result.APPLIED,
            "",
            Instant.now());
    append(command.workload(), command.pool(), new PoolEvent.Concluded(outcome));
    List<PlacementStatus> statuses = new ArrayList<>();
    for (Order order : command.orders()) {
      statuses.add(status(order.placement(), order.replicas()));
    }
    observed(command.workload(), command.pool(), command.generation(), statuses);
  }

  private static PlacementStatus status(String placement, int replicas) {
    return new PlacementStatus(
        placement, replicas, replicas, 0, 0, 0, Optional.empty(), Optional.empty());
  }

  private void observed(
      String workload, String pool, Generation generation, List<PlacementStatus> statuses) {
    Observed observed =
        new Observed(workload, pool, Instant.now(), generation, statuses, false, Optional.empty());
    append(workload, pool, new PoolEvent.Observation(observed));
  }

  private void append(String workload, String pool, PoolEvent event) {
    var _ =
        producer.send(
            new ProducerRecord<>(
                Topic.POOL_LOG.topicName(),
                Partitioning.partition(pool, partitions),
                Instant.now().toEpochMilli(),
                workload,
                PoolEventCodec.encode(event)));
  }

  @Override
  public void close() {
    reader.close();
    producer.close();
  }
}
