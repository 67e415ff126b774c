package io.rheostat.app.demo;

import io.rheostat.actuator.shell.LoopPace;
import io.rheostat.app.service.Service;
import io.rheostat.app.service.runtime.Clock;
import io.rheostat.app.service.runtime.Role;
import io.rheostat.app.service.runtime.ServiceSettings;
import io.rheostat.config.settings.Configuration;
import io.rheostat.model.command.Command;
import io.rheostat.simulator.world.Scenario;
import io.rheostat.simulator.world.World;
import io.rheostat.streams.Delivery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// A whole loop at the pace of real time. It scrapes nothing: what it knows is sent to its ingest,
/// which may be stopped and started again where senders look for it.
final class PushedRun implements AutoCloseable {
  private static final long STEP_MILLIS = 50;

  private final String bootstrap;
  private final Path folder;
  private final Configuration declared;
  private final InetSocketAddress ingestAddress = StockPrometheus.freeAddress();
  private final World world;
  private final Journal journal;
  private final SimulatedCluster cluster;
  private final List<Read> commands = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService time = Executors.newSingleThreadScheduledExecutor();
  private final Service loop;
  private Service ingest;

  /// A command as the actuator read it.
  ///
  /// @param received when what caused it came in, microseconds since 1970
  /// @param at when it was read, likewise
  record Read(Command command, OptionalLong received, long at) {}

  private PushedRun(String bootstrap, Path folder, Configuration declared, Scenario scenario)
      throws IOException, InterruptedException {
    this.bootstrap = bootstrap;
    this.folder = folder;
    this.declared = declared;
    world = new World(scenario, 7);
    journal = Journal.open(folder.resolve("cluster.journal"), scenario.start());
    cluster = SimulatedCluster.start(world, journal, discovery());
    loop = start(EnumSet.complementOf(EnumSet.of(Role.INGEST)));
    ingest = start(EnumSet.of(Role.INGEST));
  }

  /// Starts all parts; the world stands still until [#begin()].
  ///
  /// @param declared without scrape jobs
  static PushedRun start(String bootstrap, Path folder, Configuration declared, Scenario scenario)
      throws IOException, InterruptedException {
    return new PushedRun(bootstrap, folder, declared, scenario);
  }

  private Service start(Set<Role> roles) throws IOException, InterruptedException {
    ServiceSettings settings =
        new ServiceSettings(
            new ServiceSettings.Kafka(
                bootstrap, SimulatedRun.PARTITIONS, (short) 1, Delivery.EXACTLY_ONCE, Map.of()),
            roles,
            Clock.real(),
            folder,
            new ServiceSettings.Listeners(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), ingestAddress),
            new ServiceSettings.Hooks(
                Map.of("demo", cluster.address()),
                new LoopPace.Free(Duration.ofMillis(200)),
                (command, received) -> commands.add(new Read(command, received, micros())),
                new PlannerProgress(SimulatedRun.PARTITIONS)));
    return Service.start(settings, declared);
  }

  /// Microseconds since 1970.
  static long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  /// Lets the world's time pass from now on, as fast as real time does.
  void begin() {
    Instant from = world.now();
    Instant began = Instant.now();
    var _ =
        time.scheduleAtFixedRate(
            () -> advance(from.plus(Duration.between(began, Instant.now()))),
            0,
            STEP_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  private void advance(Instant until) {
    try {
      cluster.advanceTo(until);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Files of targets for Prometheus.
  Path discovery() {
    return folder.resolve("discovery");
  }

  /// Returns the address of ingest for senders: host:port.
  String ingestAddress() {
    return "127.0.0.1:" + ingestAddress.getPort();
  }

  void stopIngest() {
    ingest.close();
  }

  void startIngest() throws IOException, InterruptedException {
    ingest = start(EnumSet.of(Role.INGEST));
  }

  Service ingest() {
    return ingest;
  }

  Service loop() {
    return loop;
  }

  List<Read> commands() {
    return List.copyOf(commands);
  }

  @Override
  public void close() throws IOException {
    time.shutdownNow();
    ingest.close();
    loop.close();
    cluster.close();
    journal.close();
  }
}
