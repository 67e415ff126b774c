package io.rheostat.actuator.shell;

import io.rheostat.actuator.driver.Report;
import io.rheostat.actuator.protocol.Reporting;
import io.rheostat.model.command.Observed;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.topics.Clients;
import io.rheostat.topics.FleetTable;
import io.rheostat.topics.Partitioning;
import io.rheostat.topics.PoolEventCodec;
import io.rheostat.topics.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at every declared workload's targets and reports what runs: at start, on change and each
/// minute.
final class ObserveLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ObserveLoop.class);

  private final ActuatorSettings settings;
  private final FleetTable fleet;
  private final Consumer<Sighting> sightings;
  private final KafkaProducer<String, byte[]> producer;
  private final Reporting reporting;
  private final ExecutorService lookers = Executors.newVirtualThreadPerTaskExecutor();

  /// @param sightings told of every answer, whether it is reported or not
  ObserveLoop(ActuatorSettings settings, Consumer<Sighting> sightings) {
    this.settings = settings;
    this.sightings = sightings;
    reporting = new Reporting(settings.repeatEvery());
    fleet = FleetTable.open(settings.bootstrap(), settings.clientSettings());
    producer =
        new KafkaProducer<>(
            Clients.producer(settings.bootstrap(), settings.clientSettings()),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /// One look at all targets, at the same time: one that hangs holds up the report of no other for
  /// longer
  /// than its own time-out.
  void turn() {
    fleet.refresh();
    Instant begun = settings.clock().instant();
    Map<Workload, Future<Report>> looks = new LinkedHashMap<>();
    for (Workload workload : fleet.fleet().workloads().values()) {
      looks.put(workload, lookers.submit(() -> settings.drivers().observe(workload)));
    }
    looks.forEach((workload, look) -> report(workload, look, begun));
  }

  private void report(Workload workload, Future<Report> look, Instant begun) {
    try {
      switch (look.get()) {
        case Report.Seen seen -> report(workload, seen, begun);
        case Report.Unknown _ -> settings.metrics().unobserved();
      }
    } catch (ExecutionException e) {
      // A driver that throws has seen nothing: what was last reported stays.
      LOG.atWarn().setCause(e).log("a look at the targets of {} failed", workload.name());
      settings.metrics().unobserved();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void report(Workload workload, Report.Seen seen, Instant begun) {
    Instant now = settings.clock().instant();
    Observed observed =
        new Observed(
            workload.name(),
            workload.pool(),
            now,
            seen.generation(),
            seen.placements(),
            seen.complete(),
            seen.otherWriter());
    sightings.accept(new Sighting(observed, begun));
    reporting.next(observed).ifPresent(this::send);
  }

  private void send(Observed observed) {
    var _ =
        producer.send(
            new ProducerRecord<>(
                Topic.POOL_LOG.topicName(),
                Partitioning.partition(observed.pool(), settings.logPartitions()),
                observed.at().toEpochMilli(),
                observed.workload(),
                PoolEventCodec.encode(new PoolEvent.Observation(observed))));
  }

  @Override
  public void close() {
    lookers.shutdownNow();
    producer.close(Duration.ofSeconds(5));
    fleet.close();
  }
}
