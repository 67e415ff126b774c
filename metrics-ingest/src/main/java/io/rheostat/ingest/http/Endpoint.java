package io.rheostat.ingest.http;

/// What one path takes by POST. A further way in is a further class, given to the server by its
/// path.
public interface Endpoint {
  /// The largest body it takes, in bytes, when that is less than what the server takes.
  default int limitBytes() {
    return Integer.MAX_VALUE;
  }

  /// Takes a request; called on many threads at a time. Answers 2xx only when all of it that is
  /// good is kept, and in bounded time: the server waits for it.
  Answer post(Request request);
}
