package io.rheostat.app.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.rheostat.actuator.shell.Actuator;
import io.rheostat.actuator.shell.ActuatorMetrics;
import io.rheostat.actuator.shell.ActuatorSettings;
import io.rheostat.app.page.LiveState;
import io.rheostat.app.page.PageServer;
import io.rheostat.app.page.StateJson;
import io.rheostat.app.page.StateReader;
import io.rheostat.config.Configuration;
import io.rheostat.ingest.alert.AlertReader;
import io.rheostat.ingest.http.AlertEndpoint;
import io.rheostat.ingest.http.IngestServer;
import io.rheostat.ingest.log.IngestPorts;
import io.rheostat.ingest.log.KafkaRejects;
import io.rheostat.ingest.log.KafkaWorkloadLog;
import io.rheostat.ingest.metrics.IngestMetrics;
import io.rheostat.ingest.otlp.OtlpEndpoint;
import io.rheostat.ingest.push.PushReceiver;
import io.rheostat.ingest.remotewrite.RemoteWriteEndpoint;
import io.rheostat.ingest.scrape.Scraper;
import io.rheostat.ingest.time.IngestTime;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.streams.HostSettings;
import io.rheostat.streams.KafkaSnapshots;
import io.rheostat.streams.StreamsHost;
import io.rheostat.streams.StreamsMetrics;
import io.rheostat.topics.Clients;
import io.rheostat.topics.Topics;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;

/// The service, assembled by hand: each role adds its parts, and all are closed in the opposite
/// order.
public final class Service implements AutoCloseable {
  /// What is pushed has waited up to seconds at its sender; larger batches cost the broker less.
  private static final Duration PUSH_LINGER = Duration.ofMillis(5);

  private static final Duration STREAMS_START = Duration.ofMinutes(3);

  private final ServiceSettings settings;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final LiveState state = new LiveState();
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private volatile Configuration configuration;
  private volatile Consumer<ObjectNode> more = _ -> {};
  private Optional<InstanceName> instance = Optional.empty();
  private Optional<KafkaStreams> streams = Optional.empty();
  private final List<KafkaWorkloadLog> logs = new CopyOnWriteArrayList<>();
  private Optional<Scraper> scraper = Optional.empty();
  private Optional<PushReceiver> push = Optional.empty();
  private Optional<FleetPublisher> publisher = Optional.empty();
  private Optional<PageServer> page = Optional.empty();
  private Optional<IngestServer> ingest = Optional.empty();

  private Service(ServiceSettings settings, Configuration configuration) {
    this.settings = settings;
    this.configuration = configuration;
  }

  /// Starts the roles; returns when they run.
  ///
  /// @throws IOException when a port is taken
  public static Service start(ServiceSettings settings, Configuration configuration)
      throws IOException, InterruptedException {
    Service service = new Service(settings, configuration);
    try {
      service.createTopics();
      if (settings.roles().contains(Role.STREAMS)) {
        service.startStreams();
      }
      if (settings.roles().contains(Role.CONTROL)) {
        service.startControl();
      }
      if (settings.roles().contains(Role.ACTUATOR)) {
        service.startActuator();
      }
      if (settings.roles().contains(Role.INGEST)) {
        service.startIngest();
      }
      return service;
    } catch (IOException | InterruptedException | RuntimeException e) {
      service.close();
      throw e;
    }
  }

  private void createTopics() {
    try (Admin admin = Admin.create(Clients.admin(settings.bootstrap(), extra()))) {
      Topics.create(admin, settings.logPartitions(), settings.replication());
    }
  }

  private InstanceName instance() throws IOException {
    if (instance.isEmpty()) {
      instance = Optional.of(keep(InstanceName.claim(settings.data())));
    }
    return instance.get();
  }

  private void startStreams() throws IOException, InterruptedException {
    JvmGcMetrics collector = keep(new JvmGcMetrics());
    collector.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    HostSettings host =
        new HostSettings(
            settings.logPartitions(),
            settings.delivery(),
            new StreamsMetrics(registry),
            settings.progress(),
            keep(new KafkaSnapshots(settings.bootstrap(), extra())));
    StreamsHost running =
        keep(
            StreamsHost.start(
                settings.bootstrap(), settings.data().resolve("streams"), host, named()));
    if (!running.awaitRunning(STREAMS_START)) {
      throw new IllegalStateException(
          "the stages did not start within " + STREAMS_START + "; see the log");
    }
    streams = Optional.of(running.streams());
    keep(new KafkaStreamsMetrics(running.streams())).bindTo(registry);
    OwnedPartitions owned = new OwnedPartitions(running.streams());
    keep(Ticker.start(settings.bootstrap(), settings.clock(), owned::of, extra()));
  }

  private void startControl() throws IOException {
    FleetPublisher fleet =
        keep(
            FleetPublisher.open(settings.bootstrap(), settings.logPartitions(), source(), extra()));
    fleet.publish(configuration.fleet());
    publisher = Optional.of(fleet);
    StateReader reader =
        keep(StateReader.open(settings.bootstrap(), state, Long.MAX_VALUE / 2, extra()));
    Thread thread = Thread.ofPlatform().name("page-reader").daemon().start(reader::follow);
    keep(
        () -> {
          thread.interrupt();
          thread.join(Duration.ofSeconds(5));
        });
    page =
        Optional.of(
            keep(
                PageServer.start(
                    configuration.page().at(settings.pageAddress()),
                    new PageServer.Sources(
                        this::stateJson,
                        registry,
                        this::trouble,
                        new Operator(fleet, state::view)))));
  }

  private void startActuator() throws IOException {
    DriverAssembly drivers = keep(new DriverAssembly(settings, registry, this::fleet));
    keep(
        Actuator.start(
            new ActuatorSettings(
                settings.bootstrap(),
                settings.logPartitions(),
                drivers.drivers(),
                source(),
                settings.observeEvery(),
                Duration.ofMinutes(1),
                new ActuatorMetrics(registry),
                settings.commandListener(),
                extra()),
            instance().name()));
  }

  private void startIngest() throws IOException {
    IngestMetrics metrics = new IngestMetrics(registry);
    KafkaWorkloadLog workloadLog = workloadLog(Duration.ZERO);
    KafkaRejects rejects =
        keep(
            new KafkaRejects(
                KafkaRejects.producer(settings.bootstrap(), extra()), source(), metrics));
    IngestTime time = new IngestTime(source(), settings.clock().pacer(), InstantSource.system());
    IngestPorts ports = new IngestPorts(workloadLog, rejects, metrics, time);
    Scraper running = keep(new Scraper(configuration, ports));
    running.start();
    scraper = Optional.of(running);
    IngestPorts pushPorts = new IngestPorts(workloadLog(PUSH_LINGER), rejects, metrics, time);
    PushReceiver pushed = new PushReceiver(running.matcher(), configuration.ingest(), pushPorts);
    push = Optional.of(pushed);
    IngestServer server =
        keep(
            new IngestServer(
                settings.ingestAddress(),
                configuration.ingest(),
                Map.of(
                    AlertEndpoint.PATH,
                    new AlertEndpoint(() -> new AlertReader(configuration.fleet()), ports),
                    RemoteWriteEndpoint.PATH,
                    new RemoteWriteEndpoint(pushed),
                    OtlpEndpoint.PATH,
                    new OtlpEndpoint(pushed)),
                metrics.http()));
    server.start();
    ingest = Optional.of(server);
  }

  private KafkaWorkloadLog workloadLog(Duration linger) {
    KafkaWorkloadLog log =
        KafkaWorkloadLog.open(settings.bootstrap(), settings.logPartitions(), linger, extra());
    logs.add(log);
    return keep(log);
  }

  private Map<String, ?> named() throws IOException {
    Map<String, Object> all = new TreeMap<>(extra());
    all.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
        "rheostat-" + instance().name());
    return all;
  }

  private Map<String, ?> extra() {
    return settings.clientSettings();
  }

  private InstantSource source() {
    return settings.clock().source();
  }

  private <T extends AutoCloseable> T keep(T part) {
    parts.push(part);
    return part;
  }

  /// Takes a new configuration: the fleet's differences are published, scraping follows.
  public void declare(Configuration changed) {
    configuration = changed;
    publisher.ifPresent(fleet -> fleet.publish(changed.fleet()));
    scraper.ifPresent(
        running -> {
          running.declare(changed);
          push.ifPresent(pushed -> pushed.declare(running.matcher(), changed.ingest()));
        });
    ingest.ifPresent(server -> server.declare(changed.ingest()));
    page.ifPresent(server -> server.declare(changed.page()));
  }

  /// Stops taking metrics in; the rest goes on.
  public void stopIngest() {
    scraper.ifPresent(Scraper::close);
  }

  /// Lets someone add to the state that the page shows.
  public void describe(Consumer<ObjectNode> addition) {
    more = addition;
  }

  private ObjectNode stateJson() {
    ObjectNode json = StateJson.of(state.view());
    more.accept(json);
    return json;
  }

  /// What is wrong, for a person; empty when all is well.
  public Optional<String> trouble() {
    if (!logs.stream().allMatch(KafkaWorkloadLog::available)) {
      return Optional.of("Kafka does not take metrics; they wait here within a bound");
    }
    if (streams.isPresent() && !streams.get().state().isRunningOrRebalancing()) {
      return Optional.of("the stages are " + streams.get().state());
    }
    return Optional.empty();
  }

  /// The program's own metrics.
  public PrometheusMeterRegistry registry() {
    return registry;
  }

  /// The newest state of everything.
  public LiveState state() {
    return state;
  }

  /// What is declared.
  public Fleet fleet() {
    return configuration.fleet();
  }

  /// Where the page listens; empty when this process has no control role.
  public Optional<InetSocketAddress> pageAddress() {
    return page.map(PageServer::address);
  }

  /// Where the page is, as a browser writes it; empty when this process has no control role.
  public Optional<String> pageUrl() {
    return page.map(PageServer::url);
  }

  /// Where alerts come in; empty when this process takes none.
  public Optional<InetSocketAddress> ingestAddress() {
    return ingest.map(IngestServer::address);
  }

  /// Where alerts come in, as others write it; empty when this process takes none.
  public Optional<String> ingestUrl() {
    return ingest.map(IngestServer::url);
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        // The others are closed all the same.
        org.slf4j.LoggerFactory.getLogger(Service.class)
            .atWarn()
            .setCause(e)
            .log("a part did not close well");
      }
    }
  }
}
