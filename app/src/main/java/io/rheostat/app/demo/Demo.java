package io.rheostat.app.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rheostat.actuator.shell.LoopPace;
import io.rheostat.app.broker.BrokerException;
import io.rheostat.app.broker.EmbeddedBroker;
import io.rheostat.app.page.LiveState;
import io.rheostat.app.recording.Export;
import io.rheostat.app.recording.LogCounts;
import io.rheostat.app.service.Service;
import io.rheostat.app.service.Steps;
import io.rheostat.app.service.runtime.Clock;
import io.rheostat.app.service.runtime.Role;
import io.rheostat.app.service.runtime.ServiceSettings;
import io.rheostat.config.load.ConfigLoader;
import io.rheostat.config.settings.Configuration;
import io.rheostat.config.settings.ScrapeJob;
import io.rheostat.config.yaml.ConfigException;
import io.rheostat.simulator.trace.RecordedTrace;
import io.rheostat.simulator.trace.Request;
import io.rheostat.simulator.trace.file.TraceReader;
import io.rheostat.simulator.world.Scenario;
import io.rheostat.simulator.world.Score;
import io.rheostat.simulator.world.World;
import io.rheostat.streams.Progress;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The whole loop on an embedded broker against a simulated cluster with real pages over HTTP.
public final class Demo {
  /// All logs have one order.
  static final int PARTITIONS = 1;

  /// Simulated time between two observations of the world, pages and targets alike.
  private static final Duration STEP = Duration.ofSeconds(10);

  /// A page comes from this process; a busy machine may take its time.
  private static final Duration PAGE_TIMEOUT = Duration.ofMinutes(1);

  private static final Duration PROGRESS_LINE = Duration.ofSeconds(5);

  private final DemoOptions options;
  private final PrintStream out;
  private volatile long startedNanos = System.nanoTime();
  private final LatencyRecorder latency = new LatencyRecorder();

  /// Result of a demo.
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
  /// @param out output of progress
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
        DemoScenario.of(
            declared.fleet(),
            memory.start(),
            new DemoScenario.Traffic(trace, memory.horizon(), memory.daily()),
            memory.seed());
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

  /// Parts of a running demo.
  private record Stage(
      World world,
      SimulatedCluster cluster,
      Journal journal,
      Configuration declared,
      DemoMemory memory) {}

  private Outcome run(Path data, EmbeddedBroker broker, Stage stage)
      throws IOException, InterruptedException {
    DemoClock clock = new DemoClock(stage.world().now());
    ServiceSettings settings = settings(data, broker, stage, clock);
    Path scratch = options.record().orElse(data.resolve("export"));
    Driven driven;
    Instant from = stage.world().now();
    try (Service service =
        Service.start(settings, scraping(stage.declared(), data, PAGE_TIMEOUT))) {
      RunningFile.write(data, broker.bootstrap(), service);
      out.println("the page: " + service.pageUrl().orElseThrow());
      service.describe(json -> describe(json, stage, from));
      driven = drive(stage, clock, service);
    } finally {
      RunningFile.delete(data);
    }
    Export.write(broker.bootstrap(), scratch, Map.of());
    LogCounts counts = LogCounts.of(scratch, PARTITIONS);
    World world = stage.world();
    out.println("the same traffic under other autoscalers ...");
    List<Rivals.Row> rows =
        new Rivals(world.scenario(), driven.judged(), world.now(), stage.memory().seed())
            .rows(driven.begun(), world.score());
    ObjectNode report =
        DemoReport.of(
            new DemoReport.Run(
                counts,
                world,
                rows,
                Duration.between(from, world.now()),
                Duration.between(driven.judged(), world.now()),
                driven.wallSeconds(),
                latency));
    return new Outcome(
        report, DemoTable.text(rows, Duration.between(driven.judged(), world.now())));
  }

  private ServiceSettings settings(Path data, EmbeddedBroker broker, Stage stage, DemoClock clock) {
    return new ServiceSettings(
        new ServiceSettings.Kafka(
            broker.bootstrap(), PARTITIONS, (short) 1, options.delivery(), Map.of()),
        Set.of(Role.values()),
        Clock.stepped(clock),
        data,
        new ServiceSettings.Listeners(loopback(options.pagePort()), loopback(0)),
        new ServiceSettings.Hooks(
            Map.of("demo", stage.cluster().address()),
            new LoopPace.Stepped(stage.memory().seed()),
            latency,
            Progress.IGNORED));
  }

  /// Adds the content of a demo's page beside the state of the service: the world's own, true
  /// score.
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

  /// Returns the configuration with the demo's replicas found through discovery files, like any
  /// others.
  ///
  /// @param every time between two pages of a replica, where loops run by themselves
  static Configuration scraping(Configuration declared, Path data, Duration every) {
    return new Configuration(
        declared.fleet(),
        declared.presets(),
        List.of(job("engines", data, every), job("devices", data, every)));
  }

  private static ScrapeJob job(String name, Path data, Duration every) {
    Path file = data.resolve("discovery").toAbsolutePath().resolve(name + ".json");
    return new ScrapeJob(
        name, every, every, "/metrics", List.of(), new TreeMap<>(), List.of(file.toString()));
  }

  /// Finished run.
  ///
  /// @param judged start of its second half, the part compared with others: in the first the policy
  ///     learns the traffic
  /// @param begun the world's score at that moment
  private record Driven(double wallSeconds, Instant judged, Score begun) {}

  /// Moves world and clock step by step over the run's simulated time, at most at the requested
  /// speed.
  private Driven drive(Stage stage, DemoClock clock, Service service)
      throws IOException, InterruptedException {
    Steps steps = service.steps();
    Instant from = stage.world().now();
    Instant end = from.plusNanos((long) (options.duration().toNanos() * options.speed()));
    Instant half = from.plus(Duration.between(from, end).dividedBy(2));
    Instant judged = from;
    Score begun = stage.world().score();
    steps.step();
    long started = System.nanoTime();
    startedNanos = started;
    long nextLine = started + PROGRESS_LINE.toNanos();
    for (Instant now = from; now.isBefore(end); now = clock.instant()) {
      Instant target = now.plus(STEP).isBefore(end) ? now.plus(STEP) : end;
      stage.cluster().advanceTo(target);
      clock.moveTo(target);
      steps.step();
      stage.journal().reached(target);
      if (now.isBefore(half) && !target.isAfter(half)) {
        judged = target;
        begun = stage.world().score();
      }
      double due = Duration.between(from, target).toNanos() / options.speed();
      long early = started + (long) due - System.nanoTime();
      if (early > 0) {
        Thread.sleep(Duration.ofNanos(early));
      }
      if (System.nanoTime() >= nextLine) {
        nextLine += PROGRESS_LINE.toNanos();
        line(stage, service.state().view(), (System.nanoTime() - started) / 1e9, from);
      }
    }
    return new Driven((System.nanoTime() - started) / 1e9, judged, begun);
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
