package io.rheostat.ingest.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// Metrics of the HTTP server of ingest. Tag values are bounded: served paths, known statuses,
/// limits.
public final class HttpMetrics {
  private static final Set<Integer> STATUSES =
      Set.of(200, 204, 400, 401, 403, 404, 405, 408, 413, 415, 417, 429, 431, 500, 501, 503, 505);
  private static final String OTHER = "other";

  private final MeterRegistry registry;
  private final AtomicInteger connections = new AtomicInteger();
  private final Counter handshakeFailures;

  HttpMetrics(MeterRegistry registry) {
    this.registry = registry;
    Gauge.builder("rheostat.ingest.http.connections", connections, AtomicInteger::get)
        .description("Open connections of senders")
        .register(registry);
    handshakeFailures =
        Counter.builder("rheostat.ingest.http.handshake.failures")
            .description("TLS connections that failed: certificates missing or not trusted, mostly")
            .register(registry);
    for (IngestLimit limit : IngestLimit.values()) {
      refusedBy(limit);
    }
  }

  /// Counts an answer.
  ///
  /// @param path a served one; empty for any other
  public void answered(String path, int status) {
    Counter.builder("rheostat.ingest.http.answers")
        .description("Answers to senders, by path and status")
        .tag("path", path.isEmpty() ? OTHER : path)
        .tag("status", STATUSES.contains(status) ? Integer.toString(status) : OTHER)
        .register(registry)
        .increment();
  }

  /// Counts a request, a connection or a series refused by a limit.
  public void refused(IngestLimit limit) {
    refusedBy(limit).increment();
  }

  private Counter refusedBy(IngestLimit limit) {
    return Counter.builder("rheostat.ingest.http.refused")
        .description("What senders sent above a limit, by the limit")
        .tag("limit", limit.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }

  /// Counts a TLS connection that failed.
  public void handshakeFailed() {
    handshakeFailures.increment();
  }

  /// Sets the number of open connections.
  public void connections(int count) {
    connections.set(count);
  }
}
