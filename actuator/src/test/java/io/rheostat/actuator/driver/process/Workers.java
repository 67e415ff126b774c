package io.rheostat.actuator.driver.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.actuator.driver.Commands;
import io.rheostat.actuator.driver.Driver;
import io.rheostat.actuator.driver.DriverReport;
import io.rheostat.actuator.protocol.queue.Attempt;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Order;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.resource.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Orders to a driver and looks at its workers, for tests.
final class Workers {
  private final HttpClient http;
  final int firstPort = freePorts(6);

  Workers(HttpClient http) {
    this.http = http;
  }

  /// A range in which nobody listens now.
  private static int freePorts(int count) {
    SplittableRandom random = new SplittableRandom();
    for (int attempt = 0; attempt < 100; attempt++) {
      int first = random.nextInt(20_000, 32_000);
      if (isFree(first, count)) {
        return first;
      }
    }
    throw new AssertionError("no " + count + " free ports in a row");
  }

  private static boolean isFree(int first, int count) {
    for (int port = first; port < first + count; port++) {
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        assertThat(socket.isBound()).isTrue();
      } catch (IOException e) {
        return false;
      }
    }
    return true;
  }

  /// A target of tiny workers with some settings changed.
  Target target(Map<String, String> changes) {
    try {
      Path classes =
          Path.of(TinyWorker.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      SortedMap<String, String> settings =
          command(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx16m",
              "-XX:TieredStopAtLevel=1",
              "-XX:+UseSerialGC",
              "-cp",
              classes.toString(),
              TinyWorker.class.getName(),
              "${PORT}",
              "${REPLICA}");
      settings.putAll(changes);
      return new Target("process", settings);
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /// The settings of another program.
  SortedMap<String, String> command(String... words) {
    TreeMap<String, String> settings = new TreeMap<>();
    for (int index = 0; index < words.length; index++) {
      settings.put("command." + index, words[index]);
    }
    settings.put("ports", firstPort + "-" + (firstPort + 3));
    settings.put("ready.http", "/health");
    settings.put("metrics.running", "busy");
    settings.put("stopTimeout", "5");
    settings.put("logLimit", "4096");
    return settings;
  }

  static Attempt order(Driver driver, Target target, int replicas, long counter) {
    return driver.apply("chat", new Order("h100", target, replicas), new Generation(1, counter));
  }

  static DriverReport look(Driver driver, Target target) {
    return driver.observe(Commands.workload("chat", "east", 0, target, "h100"));
  }

  static PlacementStatus status(Driver driver, Target target) {
    DriverReport report = look(driver, target);
    assertThat(report).isInstanceOf(DriverReport.Seen.class);
    return ((DriverReport.Seen) report).placements().getFirst();
  }

  /// The state as it is written down.
  static PlacementState held(Path folder) {
    try {
      return StateFolder.read(folder.resolve("chat/h100"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Long> pids(Path folder) {
    List<Long> pids = new ArrayList<>();
    for (WorkerProcess worker : held(folder).workers().values()) {
      worker.process().ifPresent(id -> pids.add(id.pid()));
    }
    return pids;
  }

  /// Returns the answer of the worker with an index; empty when it is not there.
  String get(int replica, String path) {
    try {
      URI address = URI.create("http://127.0.0.1:" + (firstPort + replica) + path);
      return http.send(
              HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
