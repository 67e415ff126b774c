package io.rheostat.app.demo;

import static org.awaitility.Awaitility.await;

import io.rheostat.actuator.shell.LoopPace;
import io.rheostat.app.page.LiveState;
import io.rheostat.app.service.Service;
import io.rheostat.app.service.runtime.Clock;
import io.rheostat.app.service.runtime.Role;
import io.rheostat.app.service.runtime.ServiceSettings;
import io.rheostat.app.testing.Http;
import io.rheostat.config.settings.Configuration;
import io.rheostat.ingest.http.AlertEndpoint;
import io.rheostat.model.command.Command;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.simulator.world.Scenario;
import io.rheostat.simulator.world.World;
import io.rheostat.streams.Delivery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/// A whole loop on a simulated cluster. The test's own thread moves the one clock, as fast as the
/// planner follows.
final class SimulatedRun implements AutoCloseable {
  static final int PARTITIONS = 2;
  static final Duration SCRAPES = Duration.ofSeconds(5);
  private static final Duration LEAD = Duration.ofSeconds(10);
  private static final Duration STEP = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration TRAFFIC = Duration.ofMinutes(45);
  private static final long SEED = 7;

  private final String bootstrap;
  private final Path folder;
  private final World world;
  private final Journal journal;
  private final SimulatedCluster cluster;
  private final ScaledClock clock;
  private final PlannerProgress progress = new PlannerProgress(SimulatedRun.PARTITIONS);
  private final List<Command> commands = new CopyOnWriteArrayList<>();
  private final Set<Role> roles;
  private final Map<String, String> clientSettings;
  private final Service service;

  private SimulatedRun(
      String bootstrap,
      Path folder,
      Delivery delivery,
      Configuration declared,
      Fleet running,
      Set<Role> roles,
      Map<String, String> clientSettings)
      throws IOException, InterruptedException {
    this.bootstrap = bootstrap;
    this.folder = folder;
    this.roles = roles;
    this.clientSettings = clientSettings;
    // Kafka deletes what is older than its retention, so the world begins about now.
    Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Scenario scenario = DemoJobs.scenario(running, start, TRAFFIC, SEED);
    world = new World(scenario, SEED);
    journal = Journal.open(folder.resolve("cluster.journal"), start);
    cluster = SimulatedCluster.start(world, journal, folder.resolve("discovery"));
    clock = new ScaledClock(start);
    service =
        Service.start(settings(delivery), Demo.scraping(declared, folder, SimulatedRun.SCRAPES));
  }

  /// Starts all parts, with the demo's fleet or one like it.
  static SimulatedRun start(
      String bootstrap, Path folder, Delivery delivery, Configuration declared)
      throws IOException, InterruptedException {
    return start(bootstrap, folder, delivery, declared, Set.of(Role.values()));
  }

  /// Starts some parts.
  static SimulatedRun start(
      String bootstrap, Path folder, Delivery delivery, Configuration declared, Set<Role> roles)
      throws IOException, InterruptedException {
    return new SimulatedRun(
        bootstrap, folder, delivery, declared, declared.fleet(), roles, Map.of());
  }

  /// Starts all parts on a broker whose clients need further settings.
  static SimulatedRun start(
      String bootstrap,
      Path folder,
      Delivery delivery,
      Configuration declared,
      Map<String, String> clientSettings)
      throws IOException, InterruptedException {
    Set<Role> all = Set.of(Role.values());
    return new SimulatedRun(
        bootstrap, folder, delivery, declared, declared.fleet(), all, clientSettings);
  }

  /// Starts all parts on a cluster that can run more than is declared yet.
  ///
  /// @param running the demo's fleet with copies of its jobs
  static SimulatedRun start(
      String bootstrap, Path folder, Delivery delivery, Configuration declared, Fleet running)
      throws IOException, InterruptedException {
    Set<Role> all = Set.of(Role.values());
    return new SimulatedRun(bootstrap, folder, delivery, declared, running, all, Map.of());
  }

  private ServiceSettings settings(Delivery delivery) {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return new ServiceSettings(
        new ServiceSettings.Kafka(
            bootstrap, SimulatedRun.PARTITIONS, (short) 1, delivery, clientSettings),
        roles,
        new Clock(clock, clock),
        folder,
        new ServiceSettings.Listeners(any, any),
        new ServiceSettings.Hooks(
            Map.of("demo", cluster.address()),
            new LoopPace.Free(Duration.ofMillis(20)),
            (command, _) -> commands.add(command),
            progress));
  }

  /// Lets time pass until something is true; fails with its name when it does not become so.
  void until(String what, BooleanSupplier condition) {
    await(what)
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .atMost(PATIENCE)
        .until(
            () -> {
              step();
              return condition.getAsBoolean();
            });
  }

  /// Lets simulated time pass.
  void pass(Duration simulated) {
    Instant end = world.now().plus(simulated);
    until(simulated + " of simulated time", () -> !world.now().isBefore(end));
  }

  private void step() {
    Instant target = clock.instant().plus(STEP);
    boolean follows =
        !roles.contains(Role.STREAMS) || !target.isAfter(progress.slowest().plus(LEAD));
    if (follows) {
      try {
        cluster.advanceTo(target);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      clock.moveTo(target);
    }
  }

  /// Sends a firing alert about a workload.
  HttpResponse<String> alert(String workload, String name) {
    String body =
        """
        {"version": "4", "status": "firing", "alerts": [{
          "status": "firing",
          "labels": {"alertname": "%s", "workload": "%s"},
          "startsAt": "%s"}]}
        """
            .formatted(name, workload, clock.instant());
    return Http.post(service.ingestAddress().orElseThrow(), AlertEndpoint.PATH, body);
  }

  /// Commands that the actuator read, in its order.
  List<Command> commands() {
    return List.copyOf(commands);
  }

  /// Those about one workload.
  List<Command> commands(String workload) {
    return commands.stream().filter(command -> command.workload().equals(workload)).toList();
  }

  LiveState.View view() {
    return service.state().view();
  }

  Service service() {
    return service;
  }

  /// Settings of a further service with some parts on the same broker.
  ServiceSettings settings(Set<Role> parts, Path data) {
    ServiceSettings own = settings(Delivery.EXACTLY_ONCE);
    return new ServiceSettings(own.kafka(), parts, own.clock(), data, own.listeners(), own.hooks());
  }

  World world() {
    return world;
  }

  ScaledClock clock() {
    return clock;
  }

  /// Lets what is under way come to its end; no more metrics come in.
  void drain() throws IOException, InterruptedException {
    service.stopIngest();
    Drain.await(bootstrap, service.state(), Duration.ofSeconds(20));
  }

  @Override
  public void close() throws IOException {
    clock.stop();
    service.close();
    cluster.close();
    journal.close();
  }
}
