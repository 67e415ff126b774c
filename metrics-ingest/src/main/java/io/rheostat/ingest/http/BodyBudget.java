package io.rheostat.ingest.http;

import io.rheostat.config.settings.Ingest.Limits;
import io.rheostat.ingest.http.exchange.RefusedException;
import io.rheostat.ingest.http.exchange.Reply;
import io.rheostat.ingest.metrics.IngestLimit;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/// Limit of bytes and requests in flight, shared by all connections. Unsent bytes take no room, and
/// one source gets at most half, so neither many stalled clients nor a greedy one shut the others
/// out.
final class BodyBudget {
  private final Supplier<Limits> limits;
  private final Map<String, Use> bySource = new HashMap<>();
  private Use all = Use.NONE;

  /// Bytes and requests in use.
  private record Use(long bytes, int requests) {
    static final Use NONE = new Use(0, 0);

    Use plus(long moreBytes, int moreRequests) {
      return new Use(bytes + moreBytes, requests + moreRequests);
    }
  }

  BodyBudget(Supplier<Limits> limits) {
    this.limits = limits;
  }

  /// Returns the room for a request, empty at first.
  Room room(String source) {
    return new Room(source);
  }

  private synchronized void take(String source, long bytes, int requests) throws RefusedException {
    Limits limit = limits.get();
    Use sources = bySource.getOrDefault(source, Use.NONE).plus(bytes, requests);
    Use total = all.plus(bytes, requests);
    if (total.bytes() > limit.bodiesInFlightBytes()
        || sources.bytes() > limit.bodiesInFlightBytes() / 2) {
      throw full(IngestLimit.BODIES_IN_FLIGHT, "bodies", "limits.bodiesInFlight");
    }
    if (total.requests() > limit.requestsInFlight()
        || sources.requests() > Math.max(1, limit.requestsInFlight() / 2)) {
      throw full(IngestLimit.REQUESTS_IN_FLIGHT, "requests", "limits.requestsInFlight");
    }
    set(source, sources, total);
  }

  private synchronized void give(String source, long bytes, int requests) {
    Use before = bySource.getOrDefault(source, Use.NONE);
    set(source, before.plus(-bytes, -requests), all.plus(-bytes, -requests));
  }

  private void set(String source, Use sources, Use total) {
    all = total;
    if (sources.equals(Use.NONE)) {
      bySource.remove(source);
    } else {
      bySource.put(source, sources);
    }
  }

  private static RefusedException full(IngestLimit limit, String what, String key) {
    return RefusedException.above(
        limit, Reply.later("no room for more " + what + " now (" + key + ")"));
  }

  /// Room of one request; closing it gives all of it back.
  final class Room implements AutoCloseable {
    private final String source;
    private long bytes;
    private int requests;

    private Room(String source) {
      this.source = source;
    }

    /// Takes room for more bytes.
    void grow(long more) throws RefusedException {
      take(source, more, 0);
      bytes += more;
    }

    /// Refuses a request without room for handling, before it is read.
    void look() throws RefusedException {
      take(source, 1, 1);
      give(source, 1, 1);
    }

    /// Takes room for handling.
    void handle() throws RefusedException {
      take(source, 0, 1);
      requests++;
    }

    @Override
    public void close() {
      give(source, bytes, requests);
      bytes = 0;
      requests = 0;
    }
  }
}
