package io.rheostat.benchmarks.latency;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rheostat.app.broker.BrokerException;
import io.rheostat.app.broker.EmbeddedBroker;
import io.rheostat.app.service.fleet.FleetPublisher;
import io.rheostat.app.service.role.Ticker;
import io.rheostat.app.service.runtime.Clock;
import io.rheostat.benchmarks.latency.load.BenchFleet;
import io.rheostat.benchmarks.latency.load.Latencies;
import io.rheostat.benchmarks.latency.load.ReadingLoad;
import io.rheostat.benchmarks.latency.load.Surges;
import io.rheostat.ingest.log.KafkaWorkloadLog;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.streams.Delivery;
import io.rheostat.streams.HostSettings;
import io.rheostat.streams.Logs;
import io.rheostat.streams.StageBoard;
import io.rheostat.streams.StreamsHost;
import io.rheostat.streams.StreamsMetrics;
import io.rheostat.streams.store.Snapshots;
import io.rheostat.topics.Clients;
import io.rheostat.topics.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;

/// One round of one delivery on a fresh broker: Rheostat's own path in a window, then the bare
/// path.
final class LatencyRound {
  private static final int PARTITIONS = 4;
  private static final Duration STARTING = Duration.ofSeconds(60);
  private static final Duration DRAINING = Duration.ofSeconds(2);

  private final Delivery delivery;
  private final Plan plan;
  private final Path directory;
  private final long seed;
  private final Latencies latencies = new Latencies();
  private final StageLag lag = new StageLag(PARTITIONS);
  private int surges;
  private double samplesPerSecond;

  /// Durations of the parts of a round.
  ///
  /// @param warmUpSeconds before a window at least, to learn models and compile code; longer if the
  ///     stages still lag behind then
  /// @param seconds of a window
  record Plan(int warmUpSeconds, int seconds) {}

  /// Measurements of one round.
  ///
  /// @param path of Rheostat: readings to commands
  /// @param bare of Kafka alone
  /// @param surges begun in the window, each expected to give a command
  /// @param samplesPerSecond appended in the window
  record Result(
      Latencies.Figures path, Latencies.Figures bare, int surges, double samplesPerSecond) {}

  private LatencyRound(Delivery delivery, Plan plan, Path directory, long seed) {
    this.delivery = delivery;
    this.plan = plan;
    this.directory = directory;
    this.seed = seed;
  }

  static Result run(Delivery delivery, Plan plan, Path directory, long seed)
      throws BrokerException, InterruptedException {
    return new LatencyRound(delivery, plan, directory, seed).run();
  }

  private Result run() throws BrokerException, InterruptedException {
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"))) {
      try (Admin admin = Admin.create(Clients.admin(broker.bootstrap()))) {
        Topics.create(admin, PARTITIONS, (short) 1);
      }
      Latencies.Figures path = path(broker.bootstrap());
      Latencies.Figures bare =
          new BareRun(broker.bootstrap(), PARTITIONS, delivery, seed)
              .measure(directory.resolve("bare"), plan.seconds(), (int) Math.max(1, path.count()));
      return new Result(path, bare, surges, samplesPerSecond);
    }
  }

  private Latencies.Figures path(String bootstrap) throws InterruptedException {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    HostSettings settings =
        new HostSettings(
            PARTITIONS,
            delivery,
            new StreamsMetrics(registry),
            lag,
            Snapshots.NONE,
            Logs.UNKNOWN,
            new StageBoard());
    List<Integer> all = List.of(0, 1, 2, 3);
    Clock clock = Clock.real();
    Fleet fleet = BenchFleet.fleet();
    try (StreamsHost host =
            StreamsHost.start(bootstrap, directory.resolve("streams"), settings, Map.of());
        FleetPublisher publisher =
            FleetPublisher.open(bootstrap, PARTITIONS, clock.source(), Map.of());
        InstantActuator actuator = new InstantActuator(bootstrap, PARTITIONS, latencies);
        KafkaWorkloadLog log =
            KafkaWorkloadLog.open(bootstrap, PARTITIONS, Duration.ZERO, Map.of())) {
      if (!host.awaitRunning(STARTING)) {
        throw new IllegalStateException("the stages did not start within " + STARTING);
      }
      publisher.publish(fleet);
      actuator.begin(fleet.workloads().values());
      try (Ticker _ = Ticker.start(bootstrap, clock, _ -> all, Map.of());
          ReadingLoad load = ReadingLoad.start(log, BenchFleet.WORKLOADS, new Random(seed))) {
        return measure(load);
      }
    }
  }

  private Latencies.Figures measure(ReadingLoad load) throws InterruptedException {
    Thread.sleep(Duration.ofSeconds(plan.warmUpSeconds()));
    lag.awaitNone();
    long before = load.samples();
    long started = System.nanoTime();
    Surges wanted = Surges.of(started, plan.seconds(), seed);
    latencies.begin();
    load.surge(wanted);
    Thread.sleep(Duration.ofSeconds(plan.seconds()));
    samplesPerSecond = (load.samples() - before) * 1e9 / (System.nanoTime() - started);
    surges = wanted.count();
    Thread.sleep(DRAINING);
    if (load.failures() > 0) {
      throw new IllegalStateException(
          "Kafka did not take " + load.failures() + " readings: the machine is too busy.");
    }
    return latencies.figures();
  }
}
