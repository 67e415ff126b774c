package io.rheostat.ingest.http;

import io.rheostat.ingest.metrics.HttpMetrics;
import io.rheostat.ingest.metrics.IngestLimit;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The open connections: at most so many, and none longer in a [Stage] than it may be.
final class Connections {
  /// A connection's own thread comes first, since it can still answer.
  private static final Duration GRACE = Duration.ofMillis(250);

  private final Set<Wire> open = ConcurrentHashMap.newKeySet();
  private final HttpMetrics metrics;

  Connections(HttpMetrics metrics) {
    this.metrics = metrics;
  }

  /// Takes a connection in. When all are used up, the one that has let the server wait longest
  /// makes room.
  ///
  /// @return whether there is room
  boolean enter(Wire wire, int most) {
    if (open.size() >= most) {
      metrics.refused(IngestLimit.CONNECTIONS);
      long now = System.nanoTime();
      Optional<Wire> longest =
          open.stream()
              .filter(other -> other.stage().makesRoom(now))
              .min(Comparator.comparingLong(other -> other.stage().sinceNanos()));
      longest.ifPresent(this::cut);
      if (longest.isEmpty()) {
        return false;
      }
    }
    open.add(wire);
    metrics.connections(open.size());
    return true;
  }

  void leave(Wire wire) {
    open.remove(wire);
    wire.close();
    metrics.connections(open.size());
  }

  /// Cuts off those that are too slow.
  void sweep() {
    long now = System.nanoTime();
    for (Wire wire : open) {
      Stage stage = wire.stage();
      if (stage.over(now, GRACE)) {
        if (stage.slow()) {
          metrics.refused(IngestLimit.REQUEST_TIME);
        }
        cut(wire);
      }
    }
  }

  void cutAll() {
    open.forEach(this::cut);
  }

  private void cut(Wire wire) {
    open.remove(wire);
    wire.cut();
  }
}
