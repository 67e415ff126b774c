package io.rheostat.actuator.shell;

import io.rheostat.actuator.driver.Report;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.topics.Clients;
import io.rheostat.topics.FleetTable;
import io.rheostat.topics.Partitioning;
import io.rheostat.topics.PoolEventCodec;
import io.rheostat.topics.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
  private final KafkaProducer<String, byte[]> producer;
  private final Map<String, Observed> reported = new HashMap<>();
  private final ExecutorService lookers = Executors.newVirtualThreadPerTaskExecutor();

  ObserveLoop(ActuatorSettings settings) {
    this.settings = settings;
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
    Map<Workload, Future<Report>> looks = new LinkedHashMap<>();
    for (Workload workload : fleet.fleet().workloads().values()) {
      looks.put(workload, lookers.submit(() -> settings.drivers().observe(workload)));
    }
    looks.forEach(this::report);
  }

  private void report(Workload workload, Future<Report> look) {
    try {
      switch (look.get()) {
        case Report.Seen seen -> report(workload, seen);
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

  private void report(Workload workload, Report.Seen seen) {
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
    Observed before = reported.get(workload.name());
    boolean due =
        before == null
            || Duration.between(before.at(), now).compareTo(settings.repeatEvery()) >= 0
            || !sameBut(before, observed);
    if (!due) {
      return;
    }
    reported.put(workload.name(), observed);
    var _ =
        producer.send(
            new ProducerRecord<>(
                Topic.POOL_LOG.topicName(),
                Partitioning.partition(workload.pool(), settings.logPartitions()),
                now.toEpochMilli(),
                workload.name(),
                PoolEventCodec.encode(new PoolEvent.Observation(fresh(before, observed)))));
  }

  private static boolean sameBut(Observed before, Observed after) {
    return before.pool().equals(after.pool())
        && before.generation().equals(after.generation())
        && before.placements().equals(after.placements())
        && before.complete() == after.complete()
        && before.otherWriter().equals(after.otherWriter());
  }

  /// A start-up time is told once, when more became ready: told again it would be learned again.
  private static Observed fresh(
      @org.jspecify.annotations.Nullable Observed before, Observed after) {
    List<PlacementStatus> placements =
        after.placements().stream()
            .map(status -> grew(before, status) ? status : withoutStartup(status))
            .toList();
    return new Observed(
        after.workload(),
        after.pool(),
        after.at(),
        after.generation(),
        placements,
        after.complete(),
        after.otherWriter());
  }

  private static boolean grew(
      @org.jspecify.annotations.Nullable Observed before, PlacementStatus status) {
    if (before == null) {
      return false;
    }
    for (PlacementStatus old : before.placements()) {
      if (old.placement().equals(status.placement())) {
        return status.ready() > old.ready();
      }
    }
    return true;
  }

  private static PlacementStatus withoutStartup(PlacementStatus status) {
    return new PlacementStatus(
        status.placement(),
        status.wanted(),
        status.ready(),
        status.starting(),
        status.draining(),
        status.pending(),
        status.pendingReason(),
        Optional.empty());
  }

  @Override
  public void close() {
    lookers.shutdownNow();
    producer.close(Duration.ofSeconds(5));
    fleet.close();
  }
}
