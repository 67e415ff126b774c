package io.rheostat.app.demo;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rheostat.app.testing.Http;
import io.rheostat.app.testing.Tool;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The Prometheus of this machine's packages.
///
/// @param address where it answers
/// @param process its process
record StockPrometheus(InetSocketAddress address, Tool process) implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// A sample that it has.
  record Stored(String replica, Instant at) implements Comparable<Stored> {
    @Override
    public int compareTo(Stored other) {
      int byReplica = replica.compareTo(other.replica);
      return byReplica != 0 ? byReplica : at.compareTo(other.at);
    }
  }

  static StockPrometheus start(Path folder, Path config) throws IOException {
    InetSocketAddress address = freeAddress();
    Tool process =
        Tool.start(
            folder.resolve("prometheus.out"),
            List.of(
                "prometheus",
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + address.getPort()));
    awaitReady(process, address);
    return new StockPrometheus(address, process);
  }

  /// Waits until a daemon of Prometheus' family says that it is ready.
  static void awaitReady(Tool process, InetSocketAddress address) throws IOException {
    try {
      await("a daemon that is ready")
          .atMost(Duration.ofSeconds(30))
          .pollInterval(Duration.ofMillis(50))
          .ignoreExceptionsMatching(failure -> failure.getCause() instanceof ConnectException)
          .until(() -> Http.get(address, "/-/ready").statusCode() == 200);
    } catch (RuntimeException late) {
      String printed = process.output();
      process.close();
      throw new AssertionError(printed, late);
    }
  }

  static InetSocketAddress freeAddress() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket socket = new ServerSocket(0, 1, loopback)) {
      return new InetSocketAddress(loopback, socket.getLocalPort());
    }
  }

  /// Returns the answer to an instant query.
  JsonNode query(String expression) throws IOException {
    String query = URLEncoder.encode(expression, StandardCharsets.UTF_8);
    return JSON.readTree(Http.get(address, "/api/v1/query?query=" + query).body());
  }

  /// The samples of a selector, each with the replica it is of.
  Set<Stored> samples(String selector) throws IOException {
    JsonNode answer = query(selector);
    Set<Stored> samples = new TreeSet<>();
    for (JsonNode series : answer.path("data").path("result")) {
      String replica = series.path("metric").path("replica").asText();
      for (JsonNode value : series.path("values")) {
        long millis = Math.round(value.path(0).asDouble() * 1000);
        samples.add(new Stored(replica, Instant.ofEpochMilli(millis)));
      }
    }
    return samples;
  }

  /// The sum of one of its own counters.
  double counted(String metric) {
    return Http.get(address, "/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Override
  public void close() {
    process.close();
  }
}
