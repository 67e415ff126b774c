package io.rheostat.ingest.http;

import io.rheostat.ingest.http.exchange.PostedRequest;
import io.rheostat.ingest.http.exchange.Reply;

/// Handler of POST requests on one path. A further protocol is a further class, given to the server
/// by its path.
public interface Endpoint {
  /// Returns the largest accepted body in bytes, when below the server's limit.
  default int limitBytes() {
    return Integer.MAX_VALUE;
  }

  /// Handles a request; called on many threads at a time. Answers 2xx only when all good parts of
  /// it are kept, and in bounded time: the server waits for it.
  Reply post(PostedRequest request);
}
