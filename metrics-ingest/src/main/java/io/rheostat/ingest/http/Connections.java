package io.rheostat.ingest.http;

import io.rheostat.config.Ingest.Limits;
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

/// The open connections: at most so many, and none longer in a [Stage] than it may be. Jetty's own
/// times begin anew with each byte, so that a client that trickles would stay.
final class Connections implements Connection.Listener {
  /// A request's own thread comes first, since it can still answer.
  private static final Duration GRACE = Duration.ofMillis(250);

  private final Map<Connection, OpenConnection> open = new ConcurrentHashMap<>();
  private final Supplier<Limits> limits;
  private final HttpMetrics metrics;

  Connections(Supplier<Limits> limits, HttpMetrics metrics) {
    this.limits = limits;
    this.metrics = metrics;
  }

  /// The one that a request came over; empty when it was cut off.
  Optional<OpenConnection> of(Request request) {
    return Optional.ofNullable(open.get(request.getConnectionMetaData().getConnection()));
  }

  /// Takes a connection in. When all are used up, the one that has let the server wait longest
  /// makes room; when none has, the newcomer is told.
  @Override
  public synchronized void onOpened(Connection http) {
    OpenConnection newcomer =
        new OpenConnection(http, Stage.now(Stage.Wait.FIRST, limits.get().requestTime()));
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
            .min(Comparator.comparingLong(other -> other.getValue().stage().sinceNanos()));
    longest.ifPresent(other -> cut(other.getKey(), other.getValue()));
    return longest.isPresent();
  }

  private void refuse(EndPoint endPoint, OpenConnection newcomer) {
    if (endPoint.isSecure()) {
      // It would have to wait for the handshake.
      newcomer.cut();
      return;
    }
    Answer answer = Answer.later("no room for more connections now (limits.connections)");
    metrics.answered("", answer.status());
    endPoint.write(Callback.from(newcomer::cut), Answers.unasked(answer));
  }

  @Override
  public void onClosed(Connection http) {
    open.remove(http);
    metrics.connections(open.size());
  }

  /// Cuts off those that are too slow.
  void sweep() {
    Duration requestTime = limits.get().requestTime();
    long now = System.nanoTime();
    open.forEach(
        (http, connection) -> {
          connection.notice(requestTime);
          Stage stage = connection.stage();
          if (stage.waitsFor() == Stage.Wait.HEAD) {
            dismiss(connection, stage, now);
          } else if (stage.over(now, GRACE)) {
            if (stage.slow()) {
              metrics.refused(IngestLimit.REQUEST_TIME);
            }
            cut(http, connection);
          }
        });
  }

  private void dismiss(OpenConnection connection, Stage stage, long now) {
    Answer answer = Answers.tooSlow(stage.limit());
    if (stage.over(now, Duration.ZERO) && connection.dismiss(stage, Answers.unasked(answer))) {
      metrics.refused(IngestLimit.REQUEST_TIME);
      metrics.answered("", answer.status());
    }
  }

  private void cut(Connection http, OpenConnection connection) {
    open.remove(http);
    connection.cut();
  }
}
