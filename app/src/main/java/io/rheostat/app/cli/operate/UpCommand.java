package io.rheostat.app.cli.operate;

import io.rheostat.actuator.shell.CommandListener;
import io.rheostat.actuator.shell.LoopPace;
import io.rheostat.app.broker.BrokerException;
import io.rheostat.app.broker.EmbeddedBroker;
import io.rheostat.app.cli.option.CommonOptions;
import io.rheostat.app.cli.option.Configurations;
import io.rheostat.app.cli.option.KafkaOptions;
import io.rheostat.app.demo.RunningFile;
import io.rheostat.app.service.Service;
import io.rheostat.app.service.runtime.Clock;
import io.rheostat.app.service.runtime.Role;
import io.rheostat.app.service.runtime.ServiceSettings;
import io.rheostat.config.load.ConfigWatch;
import io.rheostat.config.settings.Configuration;
import io.rheostat.streams.Delivery;
import io.rheostat.streams.Progress;
import io.rheostat.topics.Topics;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `rheostat up`.
@Command(
    name = "up",
    description = "Runs the service, on its own broker or on a Kafka cluster.",
    footer = {
      "",
      "Example: rheostat up --config my-config",
      "         rheostat up --kafka broker:9092 --role streams,actuator"
    })
public final class UpCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(UpCommand.class);
  private static final Duration RELOAD = Duration.ofSeconds(2);
  private static final int STOP_SECONDS = 30;

  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Option(
      names = "--role",
      split = ",",
      description = "Parts to run: control, ingest, streams, actuator (default: all).")
  private List<Role> roles = List.of();

  @Option(names = "--page-port", description = "Port of the page, instead of page.yaml's.")
  private Optional<Integer> pagePort = Optional.empty();

  @Option(
      names = "--ingest-port",
      description = "Port for metrics and alerts, instead of ingest.yaml's.")
  private Optional<Integer> ingestPort = Optional.empty();

  @Option(
      names = "--partitions",
      defaultValue = "4",
      description = "Partitions of each log; fixed once they are created.")
  private int partitions;

  @Option(
      names = "--replication",
      description =
          "Copies of each new topic (default: the cluster's default.replication.factor; 1 on the"
              + " broker inside the process).")
  private Optional<Short> replication = Optional.empty();

  @Option(
      names = "--at-least-once",
      description =
          "The fast delivery setting. A crash may lose an alert, until its sender repeats it, or a"
              + " workload's move to another pool; without it, neither is lost.")
  private boolean atLeastOnce;

  private List<String> told = List.of();
  private volatile Optional<Service> running = Optional.empty();

  @Override
  public Integer call() throws Exception {
    ConfigWatch watch = Configurations.watch(common.config());
    Files.createDirectories(kafka.data());
    if (kafka.cluster().isPresent()) {
      run(kafka.awaited(), watch);
    } else {
      try (EmbeddedBroker broker = broker()) {
        run(broker.bootstrap(), watch);
      }
    }
    return 0;
  }

  private EmbeddedBroker broker() throws BrokerException {
    System.out.println("starting a Kafka broker in " + kafka.data().resolve("kafka"));
    return EmbeddedBroker.start(kafka.data().resolve("kafka"));
  }

  private void run(String bootstrap, ConfigWatch watch) throws IOException, InterruptedException {
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(
                    () -> {
                      stop.countDown();
                      awaitStop(stopped);
                    }));
    try (Service service = Service.start(settings(bootstrap, watch.current()), watch.current())) {
      running = Optional.of(service);
      RunningFile.write(kafka.data(), bootstrap, service);
      tell(service);
      while (!stop.await(RELOAD.toMillis(), TimeUnit.MILLISECONDS)) {
        reload(watch, service);
      }
    } finally {
      RunningFile.delete(kafka.data());
      stopped.countDown();
    }
  }

  /// Reports the pending part during the stop, so that nobody kills it in the middle.
  private void awaitStop(CountDownLatch stopped) {
    System.out.println("stopping; what is under way is ended and written down first");
    String last = "";
    try {
      for (int second = 0; second < STOP_SECONDS; second++) {
        if (stopped.await(1, TimeUnit.SECONDS)) {
          System.out.println("stopped");
          return;
        }
        String now = running.flatMap(Service::closing).orElse("the service");
        if (!now.equals(last)) {
          System.out.println("waiting for " + now);
        }
        last = now;
      }
      System.out.println("gave up waiting for " + last + " after " + STOP_SECONDS + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ServiceSettings settings(String bootstrap, Configuration configuration)
      throws IOException {
    InetSocketAddress listen = configuration.ingest().listen();
    InetSocketAddress page = configuration.page().listen();
    return new ServiceSettings(
        new ServiceSettings.Kafka(
            bootstrap,
            partitions,
            replication.orElse(kafka.cluster().isPresent() ? Topics.BROKERS_REPLICATION : 1),
            atLeastOnce ? Delivery.AT_LEAST_ONCE : Delivery.EXACTLY_ONCE,
            kafka.clientSettings()),
        roles(),
        Clock.real(),
        kafka.data(),
        new ServiceSettings.Listeners(
            new InetSocketAddress(page.getAddress(), pagePort.orElse(page.getPort())),
            new InetSocketAddress(listen.getAddress(), ingestPort.orElse(listen.getPort()))),
        new ServiceSettings.Hooks(
            Map.of(),
            new LoopPace.Free(Duration.ofSeconds(1)),
            CommandListener.IGNORED,
            Progress.IGNORED));
  }

  /// Returns the parts to run.
  public Set<Role> roles() {
    return roles.isEmpty() ? EnumSet.allOf(Role.class) : EnumSet.copyOf(roles);
  }

  private static void tell(Service service) {
    service.pageUrl().ifPresent(page -> System.out.println("the page: " + page));
    service
        .ingestUrl()
        .ifPresent(ingest -> System.out.println("alerts: " + ingest + "/api/v1/alerts"));
    System.out.println("up; stop it with Ctrl-C");
  }

  /// Reloads changed files. A bad reload keeps the previous declaration and reports the problems of
  /// the new one; no content of files ends the process.
  private void reload(ConfigWatch watch, Service service) {
    List<String> problems = new ArrayList<>();
    try {
      Optional<Configuration> changed = watch.poll();
      if (changed.isPresent()) {
        service.declare(changed.get());
        System.out.println("the configuration was read again");
      }
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("the configuration could not be taken");
      problems.add("it could not be taken: " + e);
    }
    watch.lastProblems().forEach(problem -> problems.add(problem.toString()));
    watch.missing().forEach(document -> problems.add(document + " is missing; it is still kept"));
    if (!problems.equals(told)) {
      problems.forEach(problem -> LOG.atWarn().log("the configuration: {}", problem));
      told = List.copyOf(problems);
      service.configurationProblems(told);
    }
  }
}
