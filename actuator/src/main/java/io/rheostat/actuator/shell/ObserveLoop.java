package io.rheostat.actuator.shell;

import io.rheostat.actuator.driver.WorkloadReport;
import io.rheostat.actuator.protocol.LastSeen;
import io.rheostat.actuator.protocol.ObservationReports;
import io.rheostat.actuator.protocol.admission.Leaving;
import io.rheostat.model.command.Command;
import io.rheostat.model.command.Observed;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.topics.Clients;
import io.rheostat.topics.Partitioning;
import io.rheostat.topics.Topic;
import io.rheostat.topics.codec.PoolEventCodec;
import io.rheostat.topics.codec.WorkloadEventCodec;
import io.rheostat.topics.fleet.FleetTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Loop observing every declared workload's targets and reporting their replicas: at start, on
/// change, after a command and each minute. A silent target is reported as such, with the reason.
final class ObserveLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ObserveLoop.class);

  private final ActuatorSettings settings;
  private final FleetTable fleet;
  private final Looks looks;
  private final KafkaProducer<String, byte[]> producer;
  private final ObservationReports reporting;
  private final LastSeen lastSeen = new LastSeen();
  private final Leaving leaving = new Leaving();
  private final ExecutorService lookers;
  private final List<Observed> held = new ArrayList<>();
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();
  private volatile Optional<KafkaException> failure = Optional.empty();
  private boolean closed;

  /// Receivers and scope of observations.
  ///
  /// @param sightings receives every observation, reported or not
  /// @param asked workloads with an unconditional report of their next observation; taken out as it
  ///     begins
  /// @param owned this actuator's partitions of the commands' log: of two actuators only the one
  ///     applying a pool's commands reports its targets, or they would overwrite each other where a
  ///     target is a machine's own
  /// @param leaving commands with orders for placements declared no longer; taken out
  record Looks(
      Consumer<Sighting> sightings,
      Set<String> asked,
      Supplier<Set<Integer>> owned,
      Queue<Command> leaving) {}

  ObserveLoop(ActuatorSettings settings, Looks looks) {
    this.settings = settings;
    this.looks = looks;
    lookers = settings.callers();
    reporting = new ObservationReports(settings.repeatEvery());
    fleet = FleetTable.open(settings.bootstrap(), settings.clientSettings());
    producer =
        new KafkaProducer<>(
            Clients.producer(settings.bootstrap(), settings.clientSettings()),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /// Begins an observation of each workload's targets unless its last one is still under way: a
  /// hanging one holds up nobody else's report.
  ///
  /// @throws KafkaException when an earlier report could not be sent
  void turn() {
    Optional<KafkaException> failed = failure;
    if (failed.isPresent()) {
      throw failed.get();
    }
    for (Workload workload : declared()) {
      if (!isOurs(workload)) {
        forget(workload.name());
      } else if (underWay.add(workload.name())) {
        lookers.execute(() -> look(workload));
      }
    }
  }

  /// Observes all targets and returns when both logs have the news: first the pool-log has all,
  /// because the estimates made from the workload-log follow there.
  ///
  /// @throws KafkaException when a report could not be sent
  void look() throws InterruptedException {
    turn();
    while (!underWay.isEmpty()) {
      Thread.sleep(1);
    }
    List<Observed> reports = reported();
    reports.forEach(this::sendToPool);
    producer.flush();
    reports.forEach(this::sendToWorkload);
    producer.flush();
    Optional<KafkaException> failed = failure;
    if (failed.isPresent()) {
      throw failed.get();
    }
  }

  private synchronized List<Observed> reported() {
    List<Observed> reports = List.copyOf(held);
    held.clear();
    return reports;
  }

  /// Returns the declared workloads, and formerly declared ones that may still run.
  private synchronized List<Workload> declared() {
    if (fleet.refresh()) {
      leaving.declared(fleet.fleet());
    }
    for (Command command = looks.leaving().poll();
        command != null;
        command = looks.leaving().poll()) {
      leaving.ordered(command);
    }
    return leaving.all();
  }

  private boolean isOurs(Workload workload) {
    int partition = Partitioning.partition(workload.pool(), settings.logPartitions());
    return looks.owned().get().contains(partition);
  }

  /// Forgets a workload of another actuator. Once it is ours again its first observation is news.
  private synchronized void forget(String workload) {
    reporting.forget(workload);
  }

  private void look(Workload workload) {
    try {
      boolean asked = looks.asked().remove(workload.name());
      Instant begun = settings.clock().instant();
      WorkloadReport report = settings.drivers().observe(workload);
      if (report.hasSilent()) {
        settings.metrics().unobserved();
      }
      told(report.observed(begun, settings.clock().instant()), begun, asked);
    } catch (KafkaException e) {
      failure = Optional.of(e);
    } catch (RuntimeException e) {
      // A bug here has no result; the next observation tries again.
      LOG.atWarn().setCause(e).log("a look at the targets of {} failed", workload.name());
      settings.metrics().unobserved();
    } finally {
      underWay.remove(workload.name());
    }
  }

  private synchronized void told(Observed look, Instant begun, boolean asked) {
    if (closed) {
      return;
    }
    Observed observed = lastSeen.completed(look);
    looks.sightings().accept(new Sighting(observed, begun));
    leaving.seen(observed);
    reporting.next(observed, asked).ifPresent(this::report);
  }

  /// Reports to both logs: each stage reads one of them, and both have to know the replicas.
  private void report(Observed observed) {
    if (settings.pace() instanceof LoopPace.Stepped) {
      held.add(observed);
      return;
    }
    sendToPool(observed);
    sendToWorkload(observed);
  }

  private void sendToPool(Observed observed) {
    send(
        Topic.POOL_LOG,
        observed.pool(),
        observed,
        PoolEventCodec.encode(new PoolEvent.Observation(observed)));
  }

  private void sendToWorkload(Observed observed) {
    send(
        Topic.WORKLOAD_LOG,
        observed.workload(),
        observed,
        WorkloadEventCodec.encode(new WorkloadEvent.Observation(observed)));
  }

  private void send(Topic log, String owner, Observed observed, byte[] value) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            log.topicName(),
            Partitioning.partition(owner, settings.logPartitions()),
            observed.at().toEpochMilli(),
            observed.workload(),
            value);
    var _ =
        producer.send(
            record,
            (_, refused) -> {
              if (refused != null) {
                failure =
                    Optional.of(new KafkaException("a report was not sent to " + log, refused));
              }
            });
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    lookers.shutdownNow();
    producer.close(Duration.ofSeconds(5));
    fleet.close();
  }
}
