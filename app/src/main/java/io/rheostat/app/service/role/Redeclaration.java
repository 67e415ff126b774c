package io.rheostat.app.service.role;

import io.rheostat.app.service.runtime.Heartbeat;
import io.rheostat.app.service.runtime.ServiceSettings;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.streams.StageBinding;
import io.rheostat.streams.StageBoard;
import io.rheostat.topics.Clients;
import io.rheostat.topics.Partitioning;
import io.rheostat.topics.codec.PoolEventCodec;
import io.rheostat.topics.codec.WorkloadEventCodec;
import io.rheostat.topics.fleet.FleetTable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Renewed declaration, into a partition folded by this process, of anything on the fleet topic
/// unknown to the partition: after its changelog or its log was lost, or outlived by a declaration.
/// Declarations and freezes can therefore always be derived from the fleet topic.
///
/// All goes under the fleet's present revision. A publication may come in between: the fleet is
/// read again afterwards, and meanwhile changed things are declared once more.
final class Redeclaration implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Redeclaration.class);
  private static final Duration EVERY = Duration.ofSeconds(2);

  /// Time between two declarations of the same into one partition.
  private static final Duration PAUSE = Duration.ofMinutes(5);

  /// A partition further behind still has declarations before it.
  private static final Duration BEHIND = Duration.ofSeconds(10);

  private final StageBoard board;
  private final InstantSource clock;
  private final int logPartitions;
  private final FleetTable table;
  private final KafkaProducer<String, byte[]> producer;
  private final Heartbeat heartbeat = new Heartbeat("redeclaration", Duration.ofMinutes(2));
  private final Set<String> missing = new HashSet<>();
  private final Map<String, Long> declaredAt = new HashMap<>();
  private final Thread thread;

  private Redeclaration(
      StageBoard board, ServiceSettings settings, FleetTable table, Map<String, ?> extra) {
    this.board = board;
    this.table = table;
    clock = settings.clock().source();
    logPartitions = settings.logPartitions();
    producer =
        new KafkaProducer<>(
            Clients.producer(settings.bootstrap(), extra),
            new StringSerializer(),
            new ByteArraySerializer());
    thread = Thread.ofPlatform().name("redeclaration").daemon().unstarted(this::run);
  }

  static Redeclaration start(StageBoard board, ServiceSettings settings, Map<String, ?> extra) {
    FleetTable table = FleetTable.open(settings.bootstrap(), extra);
    Redeclaration redeclaration = new Redeclaration(board, settings, table, extra);
    redeclaration.thread.start();
    return redeclaration;
  }

  Heartbeat heartbeat() {
    return heartbeat;
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        look();
        Thread.sleep(EVERY);
      }
    } catch (InterruptedException | InterruptException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      table.refresh();
      for (StageBoard.Status status : board.statuses()) {
        look(status);
      }
      heartbeat.beat();
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      // The next check finds the same missing.
      LOG.atWarn().setCause(e).log("what partitions are missing could not be looked at");
    }
  }

  private void look(StageBoard.Status status) {
    String where = status.stage() + "/" + status.partition();
    boolean caughtUp = !status.now().isBefore(clock.instant().minus(BEHIND));
    if (table.revision() == 0 || !caughtUp || !(status.anew() || lacks(status))) {
      missing.remove(where);
      return;
    }
    if (missing.add(where)) {
      return; // a publication takes a moment to be folded: the next look tells
    }
    Long before = declaredAt.get(where);
    long now = System.nanoTime();
    if (!status.anew() && before != null && now - before < PAUSE.toNanos()) {
      return; // what was declared again is on its way, or the fold does not take it
    }
    missing.remove(where);
    declaredAt.put(where, now);
    long revision = table.revision();
    declare(status, where);
    board.declaredAgain(status.stage(), status.partition());
    table.refresh();
    if (table.revision() != revision) {
      declare(status, where);
    }
  }

  private boolean lacks(StageBoard.Status status) {
    StageBoard.Known known = status.known();
    Fleet fleet = table.fleet();
    return !known.catalogue().devices().entrySet().containsAll(fleet.devices().entrySet())
        || !known.catalogue().pools().entrySet().containsAll(fleet.pools().entrySet())
        || !known.catalogue().frozen().equals(table.frozen())
        || !known.catalogue().profiles().equals(table.profiles())
        || !known.workloads().containsAll(wanted(status));
  }

  /// Returns the workloads of a partition: of the workload-log by name, of the pool-log by pool.
  private Set<String> wanted(StageBoard.Status status) {
    Set<String> wanted = new TreeSet<>();
    boolean byPool = status.stage().equals(StageBinding.PLAN.name());
    table
        .fleet()
        .workloads()
        .forEach(
            (name, workload) -> {
              String key = byPool ? workload.pool() : name;
              if (Partitioning.partition(key, logPartitions) == status.partition()) {
                wanted.add(name);
              }
            });
    return wanted;
  }

  private void declare(StageBoard.Status status, String where) {
    List<Declaration.Change> changes = changes(status);
    boolean plan = status.stage().equals(StageBinding.PLAN.name());
    String topic = (plan ? StageBinding.PLAN : StageBinding.ESTIMATE).log().topicName();
    for (Declaration.Change change : changes) {
      Declaration declaration = new Declaration(table.revision(), change);
      byte[] event =
          plan
              ? PoolEventCodec.encode(new PoolEvent.Declared(declaration))
              : WorkloadEventCodec.encode(new WorkloadEvent.Declared(declaration));
      long now = clock.instant().toEpochMilli();
      var _ =
          producer.send(
              new ProducerRecord<>(topic, status.partition(), now, FleetTable.key(change), event));
    }
    producer.flush();
    LOG.atWarn()
        .log(
            "{} did not know all that is declared: declared again, {} changes",
            where,
            changes.size());
  }

  private List<Declaration.Change> changes(StageBoard.Status status) {
    Fleet fleet = table.fleet();
    List<Declaration.Change> changes = Declaration.Change.allOf(fleet);
    for (String workload : status.known().workloads()) {
      if (!fleet.workloads().containsKey(workload)) {
        changes.add(new Declaration.Change.WorkloadWithdrawn(workload));
      }
    }
    table
        .freezes()
        .forEach((name, freeze) -> changes.add(new Declaration.Change.Freeze(name, freeze.by())));
    for (String workload : status.known().catalogue().frozen()) {
      if (!table.frozen().contains(workload)) {
        changes.add(new Declaration.Change.Unfreeze(workload, "the fleet topic"));
      }
    }
    return changes;
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close(Duration.ofSeconds(5));
    table.close();
  }
}
