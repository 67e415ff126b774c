package io.rheostat.benchmarks.latency;

import io.rheostat.actuator.shell.CommandListener;
import io.rheostat.actuator.shell.LoopPace;
import io.rheostat.app.broker.BrokerException;
import io.rheostat.app.broker.EmbeddedBroker;
import io.rheostat.app.service.Service;
import io.rheostat.app.service.runtime.Clock;
import io.rheostat.app.service.runtime.Role;
import io.rheostat.app.service.runtime.ServiceSettings;
import io.rheostat.benchmarks.latency.load.BenchFleet;
import io.rheostat.benchmarks.latency.load.Latencies;
import io.rheostat.benchmarks.latency.load.ReadingLoad;
import io.rheostat.config.settings.Configuration;
import io.rheostat.ingest.http.AlertEndpoint;
import io.rheostat.ingest.log.KafkaWorkloadLog;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.GuardStage;
import io.rheostat.model.decision.HoldReason;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Workload;
import io.rheostat.streams.Delivery;
import io.rheostat.streams.Progress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// One round on a fresh broker: the whole service with webhook targets, an alert for each of its
/// workloads, then the bare path.
final class AlertRound {
  static final int WORKLOADS = 100;

  private static final String ALERT = "SloBurn";
  private static final int PARTITIONS = 4;
  private static final Delivery DELIVERY = Delivery.EXACTLY_ONCE;
  private static final Duration READY = Duration.ofMinutes(2);
  private static final Duration RAISED = Duration.ofSeconds(30);
  private static final Duration TOLD = Duration.ofSeconds(3);
  private static final Duration LOOK = Duration.ofMillis(20);

  private final Path directory;
  private final int warmUpSeconds;
  private final long seed;
  private final HttpClient http = HttpClient.newHttpClient();

  /// @param warmUpSeconds after the first decisions about all workloads, to have code compiled
  AlertRound(Path directory, int warmUpSeconds, long seed) {
    this.directory = directory;
    this.warmUpSeconds = warmUpSeconds;
    this.seed = seed;
  }

  /// Measurements of one round.
  ///
  /// @param path webhook sent to scale-up received by the target, for each alert named in a
  ///     decision
  /// @param bare of Kafka alone
  /// @param alerts sent
  /// @param named of them, those named in a decision
  record Result(Latencies.Figures path, Latencies.Figures bare, int alerts, int named) {}

  Result run() throws BrokerException, IOException, InterruptedException {
    Files.createDirectories(directory);
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"));
        ResizeEndpoint endpoint = ResizeEndpoint.start(directory)) {
      Alerted alerted = alert(broker.bootstrap(), endpoint);
      Latencies.Figures bare =
          new BareRun(broker.bootstrap(), PARTITIONS, DELIVERY, seed)
              .measure(directory.resolve("bare"), 20, WORKLOADS);
      return new Result(alerted.path(), bare, alerted.alerts(), alerted.named());
    }
  }

  private record Alerted(Latencies.Figures path, int alerts, int named) {}

  private Alerted alert(String bootstrap, ResizeEndpoint endpoint)
      throws IOException, InterruptedException {
    Fleet fleet = fleet(endpoint);
    Configuration configuration = new Configuration(fleet, new TreeMap<>(), List.of());
    try (Service service = Service.start(settings(bootstrap), configuration);
        KafkaWorkloadLog log =
            KafkaWorkloadLog.open(bootstrap, PARTITIONS, Duration.ZERO, Map.of());
        ReadingLoad _ = ReadingLoad.start(log, WORKLOADS, new Random(seed))) {
      List<String> names = new ArrayList<>(fleet.workloads().keySet());
      awaitThat("a decision about each service", READY, () -> decided(service, names));
      Thread.sleep(Duration.ofSeconds(warmUpSeconds));
      return alert(service, endpoint, names);
    }
  }

  private Alerted alert(Service service, ResizeEndpoint endpoint, List<String> names)
      throws IOException, InterruptedException {
    Random random = new Random(seed);
    Collections.shuffle(names, random);
    Latencies latencies = new Latencies();
    URI door = URI.create("http://" + service.ingestAddress().map(AlertRound::text).orElseThrow());
    int named = 0;
    for (String name : names) {
      Thread.sleep(random.nextInt(100, 300));
      Instant clock = Instant.now();
      long sent = System.nanoTime();
      send(door.resolve(AlertEndpoint.PATH), name);
      awaitThat("a raise of " + name, RAISED, () -> endpoint.raisedSince(name, sent).isPresent());
      OptionalLong raised = endpoint.raisedSince(name, sent);
      // A scale-up decided by the policy at the same moment is no evidence of the alert's path.
      if (isNamed(service, name, clock)) {
        named++;
        latencies.took(TimeUnit.NANOSECONDS.toMicros(raised.orElseThrow() - sent));
      }
    }
    return new Alerted(latencies.figures(), names.size(), named);
  }

  /// Returns whether a decision names the alert. Its resize was observed, so the decision is on the
  /// page by then or soon.
  private static boolean isNamed(Service service, String name, Instant since)
      throws InterruptedException {
    long limit = System.nanoTime() + TOLD.toNanos();
    while (System.nanoTime() < limit) {
      boolean named =
          service.state().view().decisions().stream()
              .filter(decision -> decision.workload().equals(name))
              .filter(decision -> !decision.at().isBefore(since))
              .anyMatch(AlertRound::namesAlert);
      if (named) {
        return true;
      }
      Thread.sleep(LOOK);
    }
    return false;
  }

  private static boolean namesAlert(Decision decision) {
    return decision instanceof Decision.Resize
        && decision.rationale().guards().stream()
            .anyMatch(note -> note.stage() == GuardStage.ALERT && note.detail().contains(ALERT));
  }

  private static boolean decided(Service service, List<String> names) {
    var view = service.state().view();
    return view.lastDecisions().keySet().containsAll(names)
        && view.lastDecisions().values().stream().allMatch(AlertRound::seen);
  }

  private static boolean seen(Decision decision) {
    return !(decision instanceof Decision.NoData)
        && !(decision instanceof Decision.Hold hold && hold.reason() == HoldReason.NOT_OBSERVED);
  }

  private void send(URI door, String workload) throws IOException, InterruptedException {
    String body =
        """
        {"version": "4", "status": "firing", "alerts": [{"status": "firing",
          "labels": {"alertname": "%s", "workload": "%s"}, "startsAt": "%s"}]}
        """
            .formatted(ALERT, workload, Instant.now());
    HttpRequest request =
        HttpRequest.newBuilder(door)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("the alert is answered with " + answer.statusCode() + answer.body());
    }
  }

  private static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  private static void awaitThat(String what, Duration most, BooleanSupplier condition)
      throws InterruptedException {
    long limit = System.nanoTime() + most.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > limit) {
        throw new IllegalStateException("there is not, after " + most + ": " + what);
      }
      Thread.sleep(LOOK);
    }
  }

  private static Fleet fleet(ResizeEndpoint endpoint) {
    SortedMap<String, Workload> workloads = new TreeMap<>();
    for (int i = 0; i < WORKLOADS; i++) {
      String name = BenchFleet.workloadName(i);
      Workload workload = BenchFleet.workload(i, endpoint.target(name));
      endpoint.serve(workload);
      workloads.put(name, workload);
    }
    Fleet whole = BenchFleet.fleet();
    return whole.withWorkloads(workloads);
  }

  private ServiceSettings settings(String bootstrap) {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return new ServiceSettings(
        new ServiceSettings.Kafka(bootstrap, PARTITIONS, (short) 1, DELIVERY, Map.of()),
        Set.of(Role.values()),
        Clock.real(),
        directory.resolve("data"),
        new ServiceSettings.Listeners(any, any),
        new ServiceSettings.Hooks(
            Map.of(),
            new LoopPace.Free(Duration.ofSeconds(1)),
            CommandListener.IGNORED,
            Progress.IGNORED));
  }
}
