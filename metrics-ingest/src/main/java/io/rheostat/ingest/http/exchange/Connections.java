package io.rheostat.ingest.http.exchange;

import io.rheostat.config.settings.Ingest.Limits;
import io.rheostat.ingest.metrics.HttpMetrics;
import io.rheostat.ingest.metrics.IngestLimit;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/// Open connections: a limited number, and none longer in a [ConnectionPhase] than allowed. Jetty's
/// own times begin anew with each byte, so a trickling client would stay.
public final class Connections implements Connection.Listener {
  /// Time for a request's own thread to answer first, before the sweep cuts its connection.
  private static final Duration GRACE = Duration.ofMillis(250);

  private final Map<Connection, OpenConnection> open = new ConcurrentHashMap<>();
  private final Supplier<Limits> limits;
  private final HttpMetrics metrics;

  public Connections(Supplier<Limits> limits, HttpMetrics metrics) {
    this.limits = limits;
    this.metrics = metrics;
  }

  /// Returns the connection of a request; empty when it was cut off.
  public Optional<OpenConnection> of(Request request) {
    return Optional.ofNullable(open.get(request.getConnectionMetaData().getConnection()));
  }

  /// Adds a connection. When all are used up, the one with the longest wait of the server makes
  /// room; when none has, the newcomer is refused.
  @Override
  public synchronized void onOpened(Connection http) {
    OpenConnection newcomer =
        new OpenConnection(
            http, ConnectionPhase.now(ConnectionPhase.Wait.FIRST, limits.get().requestTime()));
    if (open.size() < limits.get().connections() || makeRoom()) {
      open.put(http, newcomer);
      metrics.connections(open.size());
    } else {
      refuse(http.getEndPoint(), newcomer);
    }
  }

  private boolean makeRoom() {
    metrics.refused(IngestLimit.CONNECTIONS);
    long now = System.nanoTime();
    Optional<Map.Entry<Connection, OpenConnection>> longest =
        open.entrySet().stream()
            .filter(other -> other.getValue().stage().makesRoom(now))
            .min(Comparator.comparingLong(other -> other.getValue().waitingSinceNanos()));
    longest.ifPresent(other -> cut(other.getKey(), other.getValue()));
    return longest.isPresent();
  }

  private void refuse(EndPoint endPoint, OpenConnection newcomer) {
    if (endPoint.isSecure()) {
      // It would have to wait for the handshake.
      newcomer.cut();
      return;
    }
    Reply answer = Reply.later("no room for more connections now (limits.connections)");
    metrics.answered("", answer.status());
    endPoint.write(Callback.from(newcomer::cut), ReplyWriter.unasked(answer));
  }

  @Override
  public void onClosed(Connection http) {
    open.remove(http);
    metrics.connections(open.size());
  }

  /// Cuts off connections beyond the time of their stage.
  public void sweep() {
    Duration requestTime = limits.get().requestTime();
    long now = System.nanoTime();
    open.forEach(
        (http, connection) -> {
          connection.notice(requestTime);
          ConnectionPhase stage = connection.stage();
          if (stage.waitsFor() == ConnectionPhase.Wait.HEAD) {
            dismiss(connection, stage, now);
          } else if (stage.over(now, GRACE)) {
            if (stage.slow()) {
              metrics.refused(IngestLimit.REQUEST_TIME);
            }
            cut(http, connection);
          }
        });
  }

  private void dismiss(OpenConnection connection, ConnectionPhase stage, long now) {
    Reply answer = ReplyWriter.tooSlow(stage.limit());
    if (stage.over(now, Duration.ZERO) && connection.dismiss(stage, ReplyWriter.unasked(answer))) {
      metrics.refused(IngestLimit.REQUEST_TIME);
      metrics.answered("", answer.status());
    }
  }

  private void cut(Connection http, OpenConnection connection) {
    open.remove(http);
    connection.cut();
  }
}
