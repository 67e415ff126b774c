package io.rheostat.app.service;

import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.topics.Clients;
import io.rheostat.topics.DeclarationCodec;
import io.rheostat.topics.FleetTable;
import io.rheostat.topics.PoolEventCodec;
import io.rheostat.topics.Topic;
import io.rheostat.topics.WorkloadEventCodec;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Publishes what is declared: on the fleet topic, and as changes into every partition of both
/// logs. There
/// is one publisher; a revision's records become visible together, in one transaction.
public final class FleetPublisher implements AutoCloseable {
  private final String bootstrap;
  private final int logPartitions;
  private final InstantSource clock;
  private final Map<String, ?> extra;
  private final FleetTable table;

  private FleetPublisher(
      String bootstrap,
      int logPartitions,
      InstantSource clock,
      Map<String, ?> extra,
      FleetTable table) {
    this.bootstrap = bootstrap;
    this.logPartitions = logPartitions;
    this.clock = clock;
    this.extra = extra;
    this.table = table;
  }

  /// Opens the fleet topic.
  public static FleetPublisher open(
      String bootstrap, int logPartitions, InstantSource clock, Map<String, ?> extra) {
    return new FleetPublisher(
        bootstrap, logPartitions, clock, extra, FleetTable.open(bootstrap, extra));
  }

  /// Publishes the differences between what is declared now and what should be.
  ///
  /// @return the revision after it
  public synchronized long publish(Fleet wanted) {
    table.refresh();
    return append(changes(table.fleet(), wanted));
  }

  /// Publishes one change, such as a freeze.
  ///
  /// @return the revision after it
  public synchronized long publish(Declaration.Change change) {
    table.refresh();
    return append(List.of(change));
  }

  /// What is declared on the topic now.
  public synchronized Fleet declared() {
    table.refresh();
    return table.fleet();
  }

  /// What is frozen on the topic now; `*` stands for all.
  public synchronized SortedSet<String> frozen() {
    table.refresh();
    return table.frozen();
  }

  private static List<Declaration.Change> changes(Fleet before, Fleet wanted) {
    List<Declaration.Change> changes = new ArrayList<>();
    wanted
        .devices()
        .forEach(
            (name, device) -> {
              if (!device.equals(before.devices().get(name))) {
                changes.add(new Declaration.Change.OfDevice(device));
              }
            });
    wanted
        .pools()
        .forEach(
            (name, pool) -> {
              if (!pool.equals(before.pools().get(name))) {
                changes.add(new Declaration.Change.OfPool(pool));
              }
            });
    wanted
        .workloads()
        .forEach(
            (name, workload) -> {
              Optional<Workload> old = Optional.ofNullable(before.workloads().get(name));
              if (!old.equals(Optional.of(workload))) {
                Optional<String> movedFrom =
                    old.map(Workload::pool).filter(pool -> !pool.equals(workload.pool()));
                changes.add(new Declaration.Change.OfWorkload(workload, movedFrom));
              }
            });
    for (String name : before.workloads().keySet()) {
      if (!wanted.workloads().containsKey(name)) {
        changes.add(new Declaration.Change.WorkloadWithdrawn(name));
      }
    }
    return changes;
  }

  private long append(List<Declaration.Change> changes) {
    if (changes.isEmpty()) {
      return table.revision();
    }
    long revision = table.revision() + 1;
    // One transactional id for all publishers: of two at a time, the later one fences the other.
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Clients.transactionalProducer(bootstrap, "rheostat-fleet", extra),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      for (Declaration.Change change : changes) {
        append(producer, new Declaration(revision, change));
      }
      producer.commitTransaction();
    }
    table.refresh();
    return revision;
  }

  private void append(KafkaProducer<String, byte[]> producer, Declaration declaration) {
    String key = FleetTable.key(declaration.change());
    List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
    records.add(record(Topic.FLEET, 0, key, DeclarationCodec.encode(declaration)));
    byte[] workloadEvent = WorkloadEventCodec.encode(new WorkloadEvent.Declared(declaration));
    byte[] poolEvent = PoolEventCodec.encode(new PoolEvent.Declared(declaration));
    for (int partition = 0; partition < logPartitions; partition++) {
      records.add(record(Topic.WORKLOAD_LOG, partition, key, workloadEvent));
      records.add(record(Topic.POOL_LOG, partition, key, poolEvent));
    }
    for (ProducerRecord<String, byte[]> record : records) {
      var _ = producer.send(record); // commitTransaction tells of any failure
    }
  }

  private ProducerRecord<String, byte[]> record(
      Topic topic, int partition, String key, byte[] value) {
    long now = clock.instant().toEpochMilli();
    return new ProducerRecord<>(topic.topicName(), partition, now, key, value);
  }

  @Override
  public synchronized void close() {
    table.close();
  }
}
