package io.rheostat.app.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rheostat.app.broker.BrokerException;
import io.rheostat.app.broker.EmbeddedBroker;
import io.rheostat.app.page.LiveState;
import io.rheostat.app.recording.Export;
import io.rheostat.app.recording.LogCounts;
import io.rheostat.app.service.Clock;
import io.rheostat.app.service.Role;
import io.rheostat.app.service.Service;
import io.rheostat.app.service.ServiceSettings;
import io.rheostat.config.ConfigException;
import io.rheostat.config.ConfigLoader;
import io.rheostat.config.Configuration;
import io.rheostat.config.ScrapeJob;
import io.rheostat.simulator.trace.RecordedTrace;
import io.rheostat.simulator.trace.Request;
import io.rheostat.simulator.trace.TraceReader;
import io.rheostat.simulator.world.Scenario;
import io.rheostat.simulator.world.Score;
import io.rheostat.simulator.world.World;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The whole loop on an embedded broker against a simulated cluster that serves real pages over
/// HTTP.
public final class Demo {
  static final int PARTITIONS = 2;
  private static final Duration LEAD = Duration.ofSeconds(10);
  private static final Duration MOST_STEP = Duration.ofSeconds(1);
  private static final Duration FIRST_TICK = Duration.ofSeconds(60);
  private static final Duration DRAIN = Duration.ofSeconds(20);
  private static final Duration PROGRESS_LINE = Duration.ofSeconds(5);

  private final DemoOptions options;
  private final PrintStream out;
  private volatile long startedNanos = System.nanoTime();
  private final LatencyRecorder latency = new LatencyRecorder();
  private final DemoProgress progress = new DemoProgress(PARTITIONS);

  /// What a demo came to.
  ///
  /// @param report for machines
  /// @param table Rheostat beside other autoscalers, for people
  public record Outcome(ObjectNode report, String table) {}

  private Demo(DemoOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  /// Runs a demo to its end.
  ///
  /// @param out where progress is told
  /// @return the report
  public static Outcome run(DemoOptions options, PrintStream out)
      throws IOException, InterruptedException, BrokerException, ConfigException {
    Demo demo = new Demo(options, out);
    if (options.data().isPresent()) {
      Files.createDirectories(options.data().get());
      return demo.run(options.data().get());
    }
    Path data = Files.createTempDirectory("rheostat-demo");
    try {
      return demo.run(data);
    } finally {
      Folders.delete(data);
    }
  }

  private Outcome run(Path data)
      throws IOException, InterruptedException, BrokerException, ConfigException {
    Configuration declared =
        ConfigLoader.load(
            options.config().resolve("scenarios/demo"), options.config().resolve("signals"));
    DemoMemory memory = DemoMemory.open(data, options);
    List<Request> trace =
        memory.trace().isEmpty() ? List.of() : read(memory.trace().get(), declared);
    Scenario scenario =
        DemoScenario.of(declared.fleet(), memory.start(), trace, memory.horizon(), memory.seed());
    out.println("starting a Kafka broker in " + data.resolve("kafka"));
    try (EmbeddedBroker broker = EmbeddedBroker.start(data.resolve("kafka"));
        Journal journal = Journal.open(data.resolve("cluster.journal"), memory.start())) {
      Instant reached = LogEnds.newest(broker.bootstrap(), journal.reached());
      World world = World.resume(scenario, memory.seed(), journal.entries(), reached);
      try (SimulatedCluster cluster =
          SimulatedCluster.start(world, journal, data.resolve("discovery"))) {
        return run(data, broker, new Stage(world, cluster, journal, declared, memory));
      }
    }
  }

  private List<Request> read(Path file, Configuration declared) throws IOException {
    RecordedTrace trace = TraceReader.read(file.toString(), Files.readAllLines(file));
    DemoScenario.beyond(trace, declared.fleet())
        .ifPresent(warning -> out.println("warning: " + warning));
    return trace.requests();
  }

  /// What a running demo plays on.
  private record Stage(
      World world,
      SimulatedCluster cluster,
      Journal journal,
      Configuration declared,
      DemoMemory memory) {}

  private Outcome run(Path data, EmbeddedBroker broker, Stage stage)
      throws IOException, InterruptedException {
    DemoClock clock = new DemoClock(stage.world().now());
    ServiceSettings settings =
        new ServiceSettings(
            broker.bootstrap(),
            PARTITIONS,
            (short) 1,
            Set.of(Role.values()),
            options.delivery(),
            new Clock(clock, clock),
            data,
            loopback(options.pagePort()),
            loopback(0),
            Map.of("demo", stage.cluster().address()),
            Duration.ofMillis(Math.max(20, Math.min(1000, (long) (1000 / options.speed())))),
            latency,
            progress,
            Map.of());
    Path scratch = options.record().orElse(data.resolve("export"));
    double wall;
    Instant from = stage.world().now();
    try (Service service = Service.start(settings, scraping(stage.declared(), data))) {
      RunningFile.write(data, broker.bootstrap(), service);
      out.println("the page: " + service.pageUrl().orElseThrow());
      // Records are dated in milliseconds; a resumed world may stand between two of them.
      awaitFirstTick(stage.world().now().truncatedTo(ChronoUnit.MILLIS));
      service.describe(json -> describe(json, stage, from));
      wall = drive(stage, clock, service);
      service.stopIngest();
      Drain.await(broker.bootstrap(), service.state(), DRAIN);
      clock.stop();
    } finally {
      RunningFile.delete(data);
    }
    Export.write(broker.bootstrap(), scratch, Map.of());
    LogCounts counts = LogCounts.of(scratch, PARTITIONS);
    World world = stage.world();
    out.println("the same traffic under other autoscalers ...");
    List<Rivals.Row> rows =
        new Rivals(world.scenario(), world.now(), stage.memory().seed()).rows(world.score());
    ObjectNode report =
        DemoReport.of(
            new DemoReport.Run(
                counts, world, rows, Duration.between(from, stage.world().now()), wall, latency));
    return new Outcome(report, DemoTable.text(rows));
  }

  /// What the page of a demo shows beside the state of the service: the world's own, true score.
  private void describe(ObjectNode json, Stage stage, Instant from) {
    Score score;
    Instant now;
    synchronized (stage.cluster()) {
      score = stage.world().score();
      now = stage.world().now();
    }
    double simulated = Duration.between(from, now).toMillis() / 1000.0;
    double wall = (System.nanoTime() - startedNanos) / 1e9;
    json.put("mode", "demo");
    json.put("wallSeconds", wall);
    json.put("achievedSpeed", simulated / wall);
    json.put("sloAttainment", score.total().sloAttainment());
    json.path("pools").forEach(pool -> ((ObjectNode) pool).put("costUsd", score.total().costUsd()));
    ObjectNode took = json.putObject("latency");
    took.put("signalToCommandP50Millis", latency.percentileMillis(50));
    took.put("signalToCommandP99Millis", latency.percentileMillis(99));
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /// The demo's replicas are found through discovery files, like any others.
  static Configuration scraping(Configuration declared, Path data) {
    Path discovery = data.resolve("discovery").toAbsolutePath();
    ScrapeJob engines =
        new ScrapeJob(
            "engines",
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            "/metrics",
            List.of(),
            new TreeMap<>(),
            List.of(discovery.resolve("engines.json").toString()));
    ScrapeJob devices =
        new ScrapeJob(
            "devices",
            Duration.ofSeconds(15),
            Duration.ofSeconds(5),
            "/metrics",
            List.of(),
            new TreeMap<>(),
            List.of(discovery.resolve("devices.json").toString()));
    return new Configuration(declared.fleet(), declared.presets(), List.of(engines, devices));
  }

  /// Traffic starts when the first tick has gone round.
  private void awaitFirstTick(Instant start) throws InterruptedException {
    long deadline = System.nanoTime() + FIRST_TICK.toNanos();
    while (progress.slowest().isBefore(start)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the planner has not seen a tick within " + FIRST_TICK);
      }
      Thread.sleep(5);
    }
  }

  /// Moves world and clock by the run's simulated time, however long that takes; gives the wall
  /// seconds taken.
  private double drive(Stage stage, DemoClock clock, Service service)
      throws IOException, InterruptedException {
    Instant from = stage.world().now();
    long started = System.nanoTime();
    startedNanos = started;
    Instant end = from.plusNanos((long) (options.duration().toNanos() * options.speed()));
    long nextLine = started + PROGRESS_LINE.toNanos();
    for (Instant now = from; now.isBefore(end); now = clock.instant()) {
      long wall = System.nanoTime();
      Instant wanted = from.plusNanos((long) ((wall - started) * options.speed()));
      Instant paced = earliest(wanted, progress.slowest().plus(LEAD), now.plus(MOST_STEP));
      Instant target = paced.isBefore(end) ? paced : end;
      if (target.isAfter(now)) {
        stage.cluster().advanceTo(target);
        clock.moveTo(target);
        stage.journal().reached(target);
      }
      if (wall >= nextLine) {
        nextLine += PROGRESS_LINE.toNanos();
        line(stage, service.state().view(), (wall - started) / 1e9, from);
      }
      Thread.sleep(5);
    }
    return (System.nanoTime() - started) / 1e9;
  }

  private static Instant earliest(Instant first, Instant second, Instant third) {
    Instant least = first.isBefore(second) ? first : second;
    return least.isBefore(third) ? least : third;
  }

  private void line(Stage stage, LiveState.View view, double wallSeconds, Instant from) {
    var score = stage.world().score().total();
    double simulated = Duration.between(from, stage.world().now()).toMillis() / 1000.0;
    out.printf(
        "%5.0f s simulated at %.0fx | %d requests, %s within SLO | $%.2f so far | %d commands%n",
        simulated,
        simulated / wallSeconds,
        score.requests(),
        score.requests() == 0 ? "none yet" : "%.2f %%".formatted(100 * score.sloAttainment()),
        score.costUsd(),
        view.commands());
  }
}
