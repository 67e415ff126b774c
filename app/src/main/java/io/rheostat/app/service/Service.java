package io.rheostat.app.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.rheostat.actuator.driver.Owner;
import io.rheostat.actuator.shell.Actuator;
import io.rheostat.actuator.shell.ActuatorMetrics;
import io.rheostat.actuator.shell.ActuatorSettings;
import io.rheostat.actuator.shell.DecisionEvents;
import io.rheostat.actuator.shell.Pace;
import io.rheostat.app.metrics.FleetMetrics;
import io.rheostat.app.page.LiveState;
import io.rheostat.app.page.NotReadJson;
import io.rheostat.app.page.PageServer;
import io.rheostat.app.page.StateJson;
import io.rheostat.app.page.StateReader;
import io.rheostat.config.Configuration;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.streams.HostSettings;
import io.rheostat.streams.KafkaLogs;
import io.rheostat.streams.KafkaSnapshots;
import io.rheostat.streams.StageBinding;
import io.rheostat.streams.StageBoard;
import io.rheostat.streams.StreamsHost;
import io.rheostat.streams.StreamsMetrics;
import io.rheostat.topics.Clients;
import io.rheostat.topics.TopicLimits;
import io.rheostat.topics.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The service, assembled by hand: each role adds its parts, and all are closed in the opposite
/// order.
public final class Service implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Service.class);
  private static final Duration STREAMS_START = Duration.ofMinutes(3);
  private static final Duration READING = Duration.ofSeconds(60);

  private final ServiceSettings settings;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final LiveState state = new LiveState();
  private final Parts parts = new Parts();
  private final StageBoard board = new StageBoard();
  private final Vitals vitals;
  private final ServiceMetrics metrics = new ServiceMetrics(registry);
  private volatile Configuration configuration;
  private volatile Instant configuredAt;
  private volatile List<String> configurationProblems = List.of();
  private volatile Consumer<ObjectNode> more = _ -> {};
  private Optional<InstanceName> instance = Optional.empty();
  private Optional<FleetKeeper> publisher = Optional.empty();
  private Optional<PageServer> page = Optional.empty();
  private Optional<IngestPart> ingest = Optional.empty();
  private Optional<Ticker> ticker = Optional.empty();
  private Optional<Actuator> actuator = Optional.empty();

  private Service(ServiceSettings settings, Configuration configuration) {
    this.settings = settings;
    this.configuration = configuration;
    configuredAt = source().instant();
    vitals = new Vitals(board, settings.clock().source());
  }

  private void remark(String words) {
    LOG.atWarn().log("{}", words);
    vitals.remark(words);
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
      if (settings.replication() == Topics.BROKERS_REPLICATION && Topics.fewestCopies(admin) < 2) {
        remark(
            "topics have one copy: when its broker is lost, so is what was declared and learned."
                + " Set default.replication.factor of the cluster, or start with --replication 3 on"
                + " new topics");
      }
      if (source().equals(InstantSource.system())) {
        // A demo's scaled clock runs ahead of the broker's.
        TopicLimits.apply(admin).forEach(this::remark);
      }
    }
  }

  private InstanceName instance() throws IOException {
    if (instance.isEmpty()) {
      instance = Optional.of(keep(InstanceName.claim(settings.data())));
    }
    return instance.get();
  }

  private void startStreams() throws IOException, InterruptedException {
    HostSettings host =
        new HostSettings(
            settings.logPartitions(),
            settings.delivery(),
            new StreamsMetrics(registry),
            settings.progress(),
            keep(new KafkaSnapshots(settings.bootstrap(), extra())),
            keep(new KafkaLogs(settings.bootstrap(), extra())),
            board);
    StreamsHost running =
        parts.keep(
            "the stages, which write down what they know",
            StreamsHost.start(
                settings.bootstrap(), settings.data().resolve("streams"), host, named()));
    if (!running.awaitRunning(STREAMS_START)) {
      throw new IllegalStateException(
          "the stages did not start within " + STREAMS_START + "; see the log");
    }
    vitals.watch(running);
    metrics.stages(
        board, List.of(StageBinding.ESTIMATE.name(), StageBinding.PLAN.name()), source());
    keep(new KafkaStreamsMetrics(running.streams())).bindTo(registry);
    OwnedPartitions owned = new OwnedPartitions(running.streams());
    ticker = Optional.of(keep(ticker(owned)));
    Redeclaration redeclaration = keep(Redeclaration.start(board, settings, extra()));
    vitals.watch(redeclaration.heartbeat()::problem);
  }

  private Ticker ticker(OwnedPartitions owned) {
    if (settings.pace() instanceof Pace.Stepped) {
      return Ticker.open(settings.bootstrap(), settings.clock(), owned::of, extra());
    }
    Ticker started = Ticker.start(settings.bootstrap(), settings.clock(), owned::of, extra());
    vitals.watch(started.heartbeat()::problem);
    return started;
  }

  private void startControl() throws IOException {
    FleetPublisher fleet =
        keep(
            FleetPublisher.open(
                settings.bootstrap(),
                settings.logPartitions(),
                source(),
                extra(),
                new FleetPublisher.Source(instance().name(), here())));
    FleetKeeper keeper = keep(new FleetKeeper(fleet, configuration.fleet(), state::mayStillRun));
    keeper.start();
    publisher = Optional.of(keeper);
    vitals.watch(keeper::problem);
    StateReader reader =
        keep(StateReader.open(settings.bootstrap(), state, Long.MAX_VALUE / 2, extra()));
    Thread thread = Thread.ofPlatform().name("page-reader").daemon().start(reader::follow);
    vitals.watch(() -> silent(reader, thread));
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
                        new Operator(fleet, state::view),
                        this::degraded))));
    expose();
  }

  private void startActuator() throws IOException, InterruptedException {
    DriverAssembly drivers = keep(new DriverAssembly(settings, registry, this::fleet, owner()));
    ActuatorSettings acts =
        new ActuatorSettings(
            settings.bootstrap(),
            settings.logPartitions(),
            drivers.drivers(),
            source(),
            settings.pace(),
            Duration.ofMinutes(1),
            new ActuatorMetrics(registry),
            settings.commandListener(),
            extra());
    Actuator started =
        parts.keep("the actuator, which ends its calls", Actuator.start(acts, instance().name()));
    if (settings.pace() instanceof Pace.Free) {
      DecisionEvents events = keep(DecisionEvents.start(acts, drivers.announcer(), this::fleet));
      vitals.watch(events::problem);
    }
    vitals.watch(started::problem);
    actuator = Optional.of(started);
  }

  private Owner owner() throws InterruptedException {
    try (Admin admin = Admin.create(Clients.admin(settings.bootstrap(), extra()))) {
      return FleetOwner.of(admin);
    }
  }

  private void startIngest() throws IOException {
    IngestPart part =
        parts.keep(
            "ingest, which writes what has come in",
            IngestPart.start(settings, registry, () -> configuration));
    metrics.ingest(part::available);
    vitals.watch(part::problem);
    vitals.watch(part::backlog);
    ingest = Optional.of(part);
  }

  /// Returns this host and data folder, for a person.
  private String here() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      host = "this host"; // has no name
    }
    return host + ":" + settings.data().toAbsolutePath().normalize();
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
    return parts.keep(part);
  }

  /// Returns the part being closed, for a waiting person; empty before and after.
  public Optional<String> closing() {
    return parts.closing();
  }

  /// Takes a new configuration: the fleet's differences are published as soon as Kafka takes them,
  /// scraping follows.
  public void declare(Configuration changed) {
    configuration = changed;
    configuredAt = source().instant();
    publisher.ifPresent(fleet -> fleet.declare(changed.fleet()));
    ingest.ifPresent(part -> part.declare(changed));
    page.ifPresent(server -> server.declare(changed.page()));
  }

  /// Stops taking metrics in; the rest goes on.
  public void stopIngest() {
    ingest.ifPresent(IngestPart::stopScraping);
  }

  /// Returns the steps of the service, for the mover of its clock; of a service of all roles at
  /// that pace.
  ///
  /// @throws java.util.NoSuchElementException when a role is missing
  public Steps steps() {
    return keep(
        new Steps(settings, ingest.orElseThrow(), ticker.orElseThrow(), actuator.orElseThrow()));
  }

  /// Adds content to the state shown on the page.
  public void describe(Consumer<ObjectNode> addition) {
    more = addition;
  }

  private ObjectNode stateJson() {
    ObjectNode json = StateJson.of(state.view());
    NotReadJson.add(json, state.notRead());
    vitals.describe(json);
    more.accept(json);
    return json;
  }

  private static Optional<String> silent(StateReader reader, Thread thread) {
    return thread.isAlive() && reader.silence().compareTo(READING) <= 0
        ? Optional.empty()
        : Optional.of("the page has not read for " + reader.silence().toSeconds() + " s");
  }

  /// Returns the problems, for a person; empty when all is well.
  public Optional<String> trouble() {
    List<String> problems = vitals.problems();
    return problems.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", problems));
  }

  /// Returns remarks for a person although all is well.
  public List<String> remarks() {
    return vitals.remarks();
  }

  /// Records the problems of the files; the previous declaration stays.
  public void configurationProblems(List<String> problems) {
    configurationProblems = List.copyOf(problems);
  }

  /// Returns the things shown or declared with reserve, each with its reason; empty when there are
  /// none.
  public List<String> degraded() {
    List<String> reasons = new ArrayList<>(vitals.remarks());
    configurationProblems.forEach(problem -> reasons.add("the configuration: " + problem));
    state
        .blind()
        .forEach((name, problems) -> problems.forEach(one -> reasons.add(name + ": " + one)));
    state.notRead().values().forEach(one -> reasons.add(one.source() + ": " + one.detail()));
    return reasons;
  }

  private void expose() {
    registry.getPrometheusRegistry().register(new FleetMetrics(state, source()));
    keep(metrics.process());
    metrics.health(vitals::problems, this::degraded);
    metrics.configuration(
        () -> configurationProblems, () -> Duration.between(configuredAt, source().instant()));
    metrics.blind(state);
  }

  /// Returns the registry of the program's own metrics.
  public PrometheusMeterRegistry registry() {
    return registry;
  }

  /// Returns the newest state of everything.
  public LiveState state() {
    return state;
  }

  /// Returns the declared fleet.
  public Fleet fleet() {
    return configuration.fleet();
  }

  /// Returns the listening address of the page; empty when this process has no control role.
  public Optional<InetSocketAddress> pageAddress() {
    return page.map(PageServer::address);
  }

  /// Returns the page's URL for a browser; empty when this process has no control role.
  public Optional<String> pageUrl() {
    return page.map(PageServer::url);
  }

  /// Returns the listening address for alerts; empty when this process takes none.
  public Optional<InetSocketAddress> ingestAddress() {
    return ingest.map(part -> part.server().address());
  }

  /// Returns the URL for alerts; empty when this process takes none.
  public Optional<String> ingestUrl() {
    return ingest.map(part -> part.server().url());
  }

  @Override
  public void close() {
    parts.close();
  }
}
