package io.rheostat.ingest.http;

import java.time.Duration;

/// What a connection waits for, since when, and how long it may.
///
/// @param waitsFor what for
/// @param sinceNanos of the JVM's clock
/// @param limit after which it is cut off; [Wait#HANDLING] has none
record Stage(Wait waitsFor, long sinceNanos, Duration limit) {
  private static final Duration KEEPS_PACE = Duration.ofSeconds(1);

  /// What a connection waits for.
  enum Wait {
    /// The client's first byte, the TLS handshake before it included.
    FIRST,
    /// The client's next request.
    NEXT,
    /// The rest of a request's head.
    HEAD,
    /// The rest of a body.
    BODY,
    /// The endpoint, which bounds itself.
    HANDLING,
    /// The client to read its answer.
    ANSWERING,
    /// The client to close, so that it reads the answer before the reset.
    LEAVING
  }

  static Stage now(Wait waitsFor, Duration limit) {
    return new Stage(waitsFor, System.nanoTime(), limit);
  }

  /// The same clock for what comes next.
  Stage then(Wait next) {
    return new Stage(next, sinceNanos, limit);
  }

  boolean over(long nowNanos, Duration grace) {
    return waitsFor != Wait.HANDLING && leftNanos(nowNanos) + grace.toNanos() <= 0;
  }

  long leftNanos(long nowNanos) {
    return limit.toNanos() - (nowNanos - sinceNanos);
  }

  /// Whether closing it for another's sake harms nobody who keeps pace: no whole request is on it,
  /// or its client has let the server wait for long.
  boolean makesRoom(long nowNanos) {
    return switch (waitsFor) {
      case FIRST, NEXT, HEAD, LEAVING -> true;
      case BODY, ANSWERING -> nowNanos - sinceNanos > KEEPS_PACE.toNanos();
      case HANDLING -> false;
    };
  }

  /// Whether being cut off here is the client's fault; a client may leave between requests.
  boolean slow() {
    return waitsFor != Wait.NEXT && waitsFor != Wait.LEAVING;
  }
}
