package io.rheostat.app.service.fleet;

import io.rheostat.model.log.Declaration;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.topics.Clients;
import io.rheostat.topics.Topic;
import io.rheostat.topics.codec.DeclarationCodec;
import io.rheostat.topics.codec.PoolEventCodec;
import io.rheostat.topics.codec.WorkloadEventCodec;
import io.rheostat.topics.fleet.FleetBookCodec;
import io.rheostat.topics.fleet.FleetKey;
import io.rheostat.topics.fleet.FleetLog;
import io.rheostat.topics.fleet.FleetSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// One turn at the fleet topic: from its opening, no earlier turn can write any more, and the
/// earlier writes can be read.
///
/// States: open → [#begin] → [#declare] … → [#commit]; closed without a commit, nothing more was
/// written. Very many declarations become several commits: a commit longer than the broker's wait
/// would never go through.
final class FleetTransaction implements AutoCloseable {
  /// Transactional id, one for all publishers: it fences the previous publisher.
  private static final String TRANSACTIONAL_ID = "rheostat-fleet";

  private static final int MOST_DECLARATIONS = 500;

  private final Settings settings;
  private final KafkaProducer<String, byte[]> producer;
  private boolean open;
  private int declarations;

  /// Settings to reach the topics.
  ///
  /// @param logPartitions partitions of each log
  /// @param clock dates the records
  /// @param extra further settings of the producer
  record Settings(String bootstrap, int logPartitions, InstantSource clock, Map<String, ?> extra) {}

  private FleetTransaction(Settings settings, KafkaProducer<String, byte[]> producer) {
    this.settings = settings;
    this.producer = producer;
  }

  /// Opens a turn and ends all others.
  static FleetTransaction open(Settings settings) {
    KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Clients.transactionalProducer(settings.bootstrap(), TRANSACTIONAL_ID, settings.extra()),
            new StringSerializer(),
            new ByteArraySerializer());
    try {
      producer.initTransactions();
      return new FleetTransaction(settings, producer);
    } catch (RuntimeException e) {
      producer.close(Duration.ZERO);
      throw e;
    }
  }

  void begin() {
    producer.beginTransaction();
    open = true;
  }

  /// Writes a declaration to the fleet topic and into every partition of both logs.
  void declare(Declaration declaration) {
    toLogs(declaration);
    byte[] value = DeclarationCodec.encode(declaration);
    send(Topic.FLEET, 0, FleetKey.of(declaration.change()), value);
  }

  /// Writes a declaration into every partition of both logs.
  void toLogs(Declaration declaration) {
    if (++declarations % MOST_DECLARATIONS == 0) {
      commit();
      begin();
    }
    String key = FleetKey.of(declaration.change());
    byte[] workloadEvent = WorkloadEventCodec.encode(new WorkloadEvent.Declared(declaration));
    byte[] poolEvent = PoolEventCodec.encode(new PoolEvent.Declared(declaration));
    for (int partition = 0; partition < settings.logPartitions(); partition++) {
      send(Topic.WORKLOAD_LOG, partition, key, workloadEvent);
      send(Topic.POOL_LOG, partition, key, poolEvent);
    }
  }

  /// Writes the declaration of an instance.
  void source(FleetSource source) {
    send(Topic.FLEET, 0, FleetKey.ofSource(source.id()), FleetBookCodec.encode(source));
  }

  /// Writes the list of topics with every declaration.
  void logs(List<FleetLog> logs) {
    send(Topic.FLEET, 0, FleetKey.LOGS, FleetBookCodec.encode(logs));
  }

  private void send(Topic topic, int partition, String key, byte[] value) {
    long now = settings.clock().instant().toEpochMilli();
    // The commit reports any failure.
    var _ = producer.send(new ProducerRecord<>(topic.topicName(), partition, now, key, value));
  }

  void commit() {
    producer.commitTransaction();
    open = false;
  }

  @Override
  public void close() {
    // A transaction left open is ended by the next turn, or by the broker after 3 s.
    producer.close(open ? Duration.ZERO : Duration.ofSeconds(5));
  }
}
