package io.rheostat.ingest.http;

import io.rheostat.ingest.alert.AlertReader;
import io.rheostat.ingest.alert.WebhookReading;
import io.rheostat.ingest.http.exchange.PostedRequest;
import io.rheostat.ingest.http.exchange.Reply;
import io.rheostat.ingest.log.IngestPorts;
import io.rheostat.ingest.reject.Rejection;
import io.rheostat.ingest.reject.RejectionReason;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.signal.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Endpoint of Alertmanager's webhook; its path is [#PATH]. It answers 200 when the workload-log
/// has every alert about a declared workload, 400 for a body other than Alertmanager's, and 503
/// when the log does not take them within two seconds. A repeated alert does no harm. The answer
/// names the refused alerts with their reasons.
public final class AlertEndpoint implements Endpoint {
  /// Path on the server.
  public static final String PATH = "/api/v1/alerts";

  private static final String SOURCE = "alertmanager";
  private static final int LIMIT_BYTES = 4 << 20;
  private static final int MOST_REASONS = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Supplier<AlertReader> reader;
  private final IngestPorts ports;
  private final Duration patience;

  /// Creates an endpoint with a supplier of the newest reader: the declared fleet may change.
  public AlertEndpoint(Supplier<AlertReader> reader, IngestPorts ports) {
    this(reader, ports, PATIENCE);
  }

  AlertEndpoint(Supplier<AlertReader> reader, IngestPorts ports, Duration patience) {
    this.reader = reader;
    this.ports = ports;
    this.patience = patience;
  }

  @Override
  public int limitBytes() {
    return LIMIT_BYTES;
  }

  @Override
  public Reply post(PostedRequest request) {
    byte[] body = request.body();
    long receivedMicros = ports.time().wallMicros();
    Instant receivedAt = ports.time().now();
    return switch (reader.get().read(body)) {
      case WebhookReading.Malformed(String reason) -> {
        ports.refuse(SOURCE, Rejection.ofBody(RejectionReason.MALFORMED_WEBHOOK, reason, body));
        yield Reply.refused(400, reason);
      }
      case WebhookReading.Alerts(List<Alert> alerts, List<Rejection> rejections) -> {
        rejections.forEach(rejection -> ports.refuse(SOURCE, rejection));
        yield keep(alerts, rejections, new Received(receivedAt, receivedMicros));
      }
    };
  }

  private record Received(Instant at, long micros) {}

  private Reply keep(List<Alert> alerts, List<Rejection> refused, Received received) {
    CompletableFuture<?>[] appends = new CompletableFuture<?>[alerts.size()];
    for (int index = 0; index < appends.length; index++) {
      Alert alert = alerts.get(index);
      WorkloadEvent event = new WorkloadEvent.Alerted(alert);
      appends[index] = ports.log().append(alert.workload(), event, received.at, received.micros);
      if (appends[index].isCompletedExceptionally()) {
        // Each append to an unavailable log may block; one is enough to know.
        return unavailable();
      }
    }
    try {
      CompletableFuture.allOf(appends).get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      // Counted as a failed append; the sender comes again.
      ports.metrics().appendFailed();
      return Reply.later("the workload-log is slow; not all alerts are known to be kept");
    } catch (ExecutionException _) {
      return unavailable();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Reply.later("the server is stopping");
    }
    ports.metrics().alerts(appends.length);
    return Reply.kept(words(appends.length, refused));
  }

  /// Counts the kept alerts, and names each refused one with its reason.
  private static String words(int kept, List<Rejection> refused) {
    StringBuilder words = new StringBuilder();
    words.append(kept).append(" alerts kept, ").append(refused.size()).append(" refused");
    for (Rejection rejection : refused.subList(0, Math.min(MOST_REASONS, refused.size()))) {
      words.append('\n').append(rejection.detail());
    }
    if (refused.size() > MOST_REASONS) {
      words.append("\nand ").append(refused.size() - MOST_REASONS).append(" more");
    }
    return words.toString();
  }

  private Reply unavailable() {
    ports.metrics().appendFailed();
    return Reply.later("the workload-log is not available");
  }
}
