package io.rheostat.app.service.role;

import io.rheostat.app.job.JobStandings;
import io.rheostat.app.job.JobState;
import io.rheostat.app.job.JobWatch;
import io.rheostat.app.job.JobsEndpoint;
import io.rheostat.app.job.LabelledJobs;
import io.rheostat.app.metrics.FleetMetrics;
import io.rheostat.app.page.PageServer;
import io.rheostat.app.page.StateReader;
import io.rheostat.app.service.fleet.FleetKeeper;
import io.rheostat.app.service.fleet.FleetPublisher;
import io.rheostat.app.service.fleet.Operator;
import io.rheostat.app.service.runtime.ServiceSettings;
import io.rheostat.config.settings.Configuration;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/// Publication of the declared fleet, the page, and the metrics of everything.
public final class ControlRole implements RunningRole {
  /// Silence of the page's reader after which it counts as standing.
  private static final Duration READING = Duration.ofSeconds(60);

  private final RoleContext context;
  private final FleetKeeper keeper;
  private final Operator operator;
  private final PageServer page;

  private ControlRole(RoleContext context, FleetKeeper keeper, Operator operator, PageServer page) {
    this.context = context;
    this.keeper = keeper;
    this.operator = operator;
    this.page = page;
  }

  /// Starts publication and page.
  ///
  /// @throws IOException when the page's port is taken
  public static ControlRole start(RoleContext context) throws IOException {
    ServiceSettings settings = context.settings();
    FleetPublisher fleet =
        context.keep(
            FleetPublisher.open(
                settings.bootstrap(),
                settings.logPartitions(),
                context.clock(),
                context.clientSettings(),
                new FleetPublisher.Source(context.instance().name(), context.here())));
    FleetKeeper keeper =
        context.keep(
            new FleetKeeper(
                fleet, context.declared().fleetOfFiles(), context.state()::mayStillRun));
    keeper.start();
    context.vitals().watch(keeper::problem);
    startReader(context);
    Operator operator = new Operator(fleet, context.state()::view);
    PageServer page =
        context.keep(
            PageServer.start(
                context.declared().current().page().at(settings.pageAddress()),
                new PageServer.Sources(
                    context.view()::json,
                    context.registry(),
                    context.view()::healthProblem,
                    operator,
                    context.view()::degraded)));
    page.serve(
        JobsEndpoint.PATH,
        door -> new JobsEndpoint(() -> JobStandings.of(context.state().view()), operator, door));
    discover(context, operator);
    expose(context);
    return new ControlRole(context, keeper, operator, page);
  }

  private static void discover(RoleContext context, Operator operator) {
    LabelledJobs jobs =
        context.keep(
            LabelledJobs.start(
                () -> context.declared().current().jobDiscoveries(),
                context.keep(new JobClusters()),
                operator,
                job -> hasEnded(context, job)));
    context.vitals().watch(jobs::problem);
    context.vitals().remarks(jobs::problems);
  }

  private static boolean hasEnded(RoleContext context, String job) {
    return JobStandings.of(context.state().view()).stream()
        .filter(one -> one.name().equals(job))
        .anyMatch(one -> one.state().isEnded() && one.state() != JobState.CANCELLED);
  }

  private static void startReader(RoleContext context) throws IOException {
    StateReader reader =
        context.keep(
            StateReader.open(
                context.settings().bootstrap(),
                context.state(),
                Long.MAX_VALUE / 2,
                context.clientSettings()));
    Thread thread = Thread.ofPlatform().name("page-reader").daemon().start(reader::follow);
    context.vitals().watch(() -> silent(reader, thread));
    context.keep(
        () -> {
          thread.interrupt();
          thread.join(Duration.ofSeconds(5));
        });
  }

  private static Optional<String> silent(StateReader reader, Thread thread) {
    return thread.isAlive() && reader.silence().compareTo(READING) <= 0
        ? Optional.empty()
        : Optional.of("the page has not read for " + reader.silence().toSeconds() + " s");
  }

  private static void expose(RoleContext context) {
    context
        .registry()
        .getPrometheusRegistry()
        .register(new FleetMetrics(context.state(), context.clock()));
    context.keep(context.metrics().process());
    context.metrics().health(context.vitals()::problems, context.view()::degraded);
    context.metrics().configuration(context.declared()::problems, context.declared()::age);
    context.metrics().blind(context.state());
  }

  @Override
  public void declare(Configuration changed) {
    keeper.declare(context.declared().fleetOfFiles());
    page.declare(changed.page());
  }

  /// Returns the keeping of ended jobs, for the watch of submitted ones.
  public JobWatch.Keeping keeping() {
    return new JobWatch.Keeping(
        context.state()::view, context.clock(), operator::share, operator::forget);
  }

  /// Returns the listening address of the page.
  public InetSocketAddress pageAddress() {
    return page.address();
  }

  /// Returns the page's URL for a browser.
  public String pageUrl() {
    return page.url();
  }
}
