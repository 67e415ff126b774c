package io.rheostat.ingest.http.exchange;

import java.time.Duration;

/// Wait of a connection, with its start and limit.
///
/// @param waitsFor the awaited event
/// @param sinceNanos of the JVM's clock
/// @param limit time until the connection is cut off; [Wait#HANDLING] has none
public record ConnectionPhase(Wait waitsFor, long sinceNanos, Duration limit) {
  private static final Duration KEEPS_PACE = Duration.ofSeconds(1);

  /// Event awaited by a connection.
  public enum Wait {
    /// First byte of the client, the TLS handshake before it included.
    FIRST,
    /// Next request of the client.
    NEXT,
    /// Rest of a request's head.
    HEAD,
    /// Rest of a body.
    BODY,
    /// Answer of the endpoint, within its own bound.
    HANDLING,
    /// Reading of the answer by the client.
    ANSWERING,
    /// Closing by the client, so it reads the answer before the reset.
    LEAVING
  }

  /// Returns a phase beginning now on the JVM's clock.
  public static ConnectionPhase now(Wait waitsFor, Duration limit) {
    return new ConnectionPhase(waitsFor, System.nanoTime(), limit);
  }

  /// Returns the next stage on the same clock.
  public ConnectionPhase then(Wait next) {
    return new ConnectionPhase(next, sinceNanos, limit);
  }

  boolean over(long nowNanos, Duration grace) {
    return waitsFor != Wait.HANDLING && leftNanos(nowNanos) + grace.toNanos() <= 0;
  }

  /// Returns the nanoseconds until the limit at a time of the JVM's clock; below 0 once it is over.
  public long leftNanos(long nowNanos) {
    return limit.toNanos() - (nowNanos - sinceNanos);
  }

  /// Tells whether closing it for another's sake harms nobody keeping pace: no whole request is on
  /// it, or its client has let the server wait for long.
  boolean makesRoom(long nowNanos) {
    return switch (waitsFor) {
      case FIRST, NEXT, HEAD, LEAVING -> true;
      case BODY, ANSWERING -> nowNanos - sinceNanos > KEEPS_PACE.toNanos();
      case HANDLING -> false;
    };
  }

  /// Tells whether being cut off here is the client's fault; a client may leave between requests.
  boolean slow() {
    return waitsFor != Wait.NEXT && waitsFor != Wait.LEAVING;
  }
}
