package io.rheostat.ingest.http;

import io.micrometer.core.instrument.Counter;
import io.rheostat.config.settings.BearerToken;
import io.rheostat.config.settings.Ingest;
import io.rheostat.config.settings.Ingest.Limits;
import io.rheostat.config.settings.Tls;
import io.rheostat.ingest.http.exchange.Reply;
import io.rheostat.ingest.testing.Bench;
import io.rheostat.ingest.testing.RecordingLog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A running server on loopback.
record Served(IngestServer server, Bench bench) implements AutoCloseable {
  static final String PATH = "/echo";

  /// Answers with what it got.
  static final Endpoint ECHO =
      request ->
          Reply.kept(request.source() + " sent " + request.body().length + " bytes")
              .with(
                  "X-Encoding",
                  String.valueOf(request.headers().first("Content-Encoding").orElse(null)));

  static Served over(Bench bench, Map<String, Endpoint> endpoints) throws IOException {
    return start(Ingest.DEFAULT, bench, endpoints);
  }

  /// An echo with other limits.
  static Served echo(UnaryOperator<Limited> change) throws IOException {
    return echo(declared(change), ECHO);
  }

  static Served echo(Ingest declared, Endpoint endpoint) throws IOException {
    return start(declared, Bench.with(new RecordingLog()), Map.of(PATH, endpoint));
  }

  private static Served start(Ingest declared, Bench bench, Map<String, Endpoint> endpoints)
      throws IOException {
    InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    IngestServer server =
        new IngestServer(free, declared, endpoints, bench.ports().metrics().http());
    server.start();
    return new Served(server, bench);
  }

  static Ingest declared(UnaryOperator<Limited> change) {
    Limited limited = change.apply(new Limited(1 << 20, 256, 1024, Duration.ofSeconds(10)));
    return declared(limited.limits(), Optional.empty(), List.of());
  }

  static Ingest declared(Limits limits, Optional<Tls> tls, List<BearerToken> tokens) {
    Ingest base = Ingest.DEFAULT;
    return new Ingest(base.listen(), tls, Optional.empty(), tokens, base.haReplicaLabels(), limits);
  }

  /// The limits that tests change.
  record Limited(long body, int requests, int connections, Duration requestTime) {
    Limited body(long bytes) {
      return new Limited(bytes, requests, connections, requestTime);
    }

    Limited requests(int count) {
      return new Limited(body, count, connections, requestTime);
    }

    Limited connections(int count) {
      return new Limited(body, requests, count, requestTime);
    }

    Limited requestTime(long millis) {
      return new Limited(body, requests, connections, Duration.ofMillis(millis));
    }

    Limits limits() {
      return new Limits(
          body, 4 * body, requests, connections, 20_000, 64, 4096, 1e6, 1_000_000, requestTime);
    }
  }

  Client client() throws IOException {
    return Client.plain(server.address());
  }

  double refused(String limit) {
    return total("rheostat.ingest.http.refused", "limit", limit);
  }

  double answered(int status) {
    return total("rheostat.ingest.http.answers", "status", Integer.toString(status));
  }

  private double total(String name, String tag, String value) {
    return bench.registry().find(name).tag(tag, value).counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  double connections() {
    return bench.registry().get("rheostat.ingest.http.connections").gauge().value();
  }

  @Override
  public void close() {
    server.close();
  }
}
