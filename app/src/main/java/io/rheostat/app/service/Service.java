package io.rheostat.app.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.rheostat.app.job.JobWatch;
import io.rheostat.app.page.LiveState;
import io.rheostat.app.service.role.ActuatorRole;
import io.rheostat.app.service.role.ControlRole;
import io.rheostat.app.service.role.DeclaredConfiguration;
import io.rheostat.app.service.role.IngestRole;
import io.rheostat.app.service.role.RoleContext;
import io.rheostat.app.service.role.RunningRole;
import io.rheostat.app.service.role.StreamsRole;
import io.rheostat.app.service.runtime.Role;
import io.rheostat.app.service.runtime.ServiceSettings;
import io.rheostat.config.settings.Configuration;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Workload;
import io.rheostat.topics.Clients;
import io.rheostat.topics.TopicLimits;
import io.rheostat.topics.Topics;
import io.rheostat.topics.fleet.FleetTable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The service: a list of roles over one context, assembled by hand. All parts are closed in the
/// opposite order of their opening.
public final class Service implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Service.class);

  /// Roles in the order of their start: the stages before what waits for them.
  private static final List<Starter> STARTERS =
      List.of(
          new Starter(Role.STREAMS, StreamsRole::start),
          new Starter(Role.CONTROL, ControlRole::start),
          new Starter(Role.ACTUATOR, ActuatorRole::start),
          new Starter(Role.INGEST, IngestRole::start));

  private final RoleContext context;
  private final List<RunningRole> roles = new ArrayList<>();

  private interface Start {
    RunningRole of(RoleContext context) throws IOException, InterruptedException;
  }

  private record Starter(Role role, Start start) {}

  private Service(ServiceSettings settings, Configuration configuration) {
    context =
        new RoleContext(
            settings,
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
            new DeclaredConfiguration(configuration, settings.clock().source()));
  }

  /// Starts the roles; returns when they run.
  ///
  /// @throws IOException when a port is taken
  public static Service start(ServiceSettings settings, Configuration configuration)
      throws IOException, InterruptedException {
    Service service = new Service(settings, configuration);
    try {
      service.createTopics();
      for (Starter starter : STARTERS) {
        if (settings.roles().contains(starter.role())) {
          service.roles.add(starter.start().of(service.context));
        }
      }
      service.watchJobs();
      return service;
    } catch (IOException | InterruptedException | RuntimeException e) {
      service.close();
      throw e;
    }
  }

  private void createTopics() {
    ServiceSettings settings = context.settings();
    try (Admin admin =
        Admin.create(Clients.admin(settings.bootstrap(), settings.clientSettings()))) {
      Topics.create(admin, settings.logPartitions(), settings.replication());
      if (settings.replication() == Topics.BROKERS_REPLICATION && Topics.fewestCopies(admin) < 2) {
        remark(
            "topics have one copy: when its broker is lost, so is what was declared and learned."
                + " Set default.replication.factor of the cluster, or start with --replication 3 on"
                + " new topics");
      }
      if (settings.clock().source().equals(InstantSource.system())) {
        // A demo's scaled clock runs ahead of the broker's.
        TopicLimits.apply(admin).forEach(this::remark);
      }
    }
  }

  private void watchJobs() {
    ServiceSettings settings = context.settings();
    JobWatch watch =
        context
            .parts()
            .keep(
                JobWatch.start(
                    FleetTable.open(settings.bootstrap(), settings.clientSettings()),
                    this::submitted,
                    role(ControlRole.class).map(ControlRole::keeping)));
    context.vitals().watch(watch::problem);
    context.vitals().watch(context.declared()::unreadJobs);
  }

  private void remark(String words) {
    LOG.atWarn().log("{}", words);
    context.vitals().remark(words);
  }

  private <T extends RunningRole> Optional<T> role(Class<T> type) {
    return roles.stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  /// Returns the part being closed, for a waiting person; empty before and after.
  public Optional<String> closing() {
    return context.parts().closing();
  }

  /// Takes a new configuration: the fleet's differences are published as soon as Kafka takes them,
  /// scraping follows.
  public void declare(Configuration changed) {
    context.declared().declare(changed);
    inForce();
  }

  /// Takes submitted jobs; the page and the publication of the files have nothing of them.
  private synchronized void submitted(SortedMap<String, Workload> jobs) {
    context.declared().submitted(jobs);
    Configuration current = context.declared().current();
    roles.stream()
        .filter(role -> !(role instanceof ControlRole))
        .forEach(role -> role.declare(current));
  }

  private synchronized void inForce() {
    Configuration current = context.declared().current();
    roles.forEach(role -> role.declare(current));
  }

  /// Stops taking metrics in; the rest goes on.
  public void stopIngest() {
    role(IngestRole.class).ifPresent(IngestRole::stopScraping);
  }

  /// Returns the steps of the service, for the mover of its clock; of a service of all roles at
  /// that pace.
  ///
  /// @throws java.util.NoSuchElementException when a role is missing
  public Steps steps() {
    return context
        .parts()
        .keep(
            new Steps(
                context.settings(),
                role(IngestRole.class).orElseThrow(),
                role(StreamsRole.class).orElseThrow().ticker(),
                role(ActuatorRole.class).orElseThrow().actuator()));
  }

  /// Adds content to the state shown on the page.
  public void describe(Consumer<ObjectNode> pageExtras) {
    context.view().describe(pageExtras);
  }

  /// Returns the problems, one a line; empty when the service is healthy.
  public Optional<String> healthProblem() {
    return context.view().healthProblem();
  }

  /// Returns remarks for a person although all is well.
  public List<String> remarks() {
    return context.vitals().remarks();
  }

  /// Records the problems of the files; the previous declaration stays.
  public void configurationProblems(List<String> problems) {
    context.declared().refused(problems);
  }

  /// Returns everything shown or declared with reserve, each with its reason.
  public List<String> degraded() {
    return context.view().degraded();
  }

  /// Returns the registry of the program's own metrics.
  public PrometheusMeterRegistry registry() {
    return context.registry();
  }

  /// Returns the newest state of everything.
  public LiveState state() {
    return context.state();
  }

  /// Returns the declared fleet.
  public Fleet fleet() {
    return context.declared().fleet();
  }

  /// Returns the listening address of the page; empty when this process has no control role.
  public Optional<InetSocketAddress> pageAddress() {
    return role(ControlRole.class).map(ControlRole::pageAddress);
  }

  /// Returns the page's URL for a browser; empty when this process has no control role.
  public Optional<String> pageUrl() {
    return role(ControlRole.class).map(ControlRole::pageUrl);
  }

  /// Returns the listening address for alerts; empty when this process takes none.
  public Optional<InetSocketAddress> ingestAddress() {
    return role(IngestRole.class).map(role -> role.server().address());
  }

  /// Returns the URL for alerts; empty when this process takes none.
  public Optional<String> ingestUrl() {
    return role(IngestRole.class).map(role -> role.server().url());
  }

  @Override
  public void close() {
    context.parts().close();
  }
}
