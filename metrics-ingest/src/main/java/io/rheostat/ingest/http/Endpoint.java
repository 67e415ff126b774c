package io.rheostat.ingest.http;

import com.sun.net.httpserver.Headers;

/// What one path takes by POST. A further way in is a further class, given to the server by its
/// path.
public interface Endpoint {
  /// The largest body it takes, in bytes.
  int limitBytes();

  /// Takes a body. Answers 2xx only when all of it that is good is kept.
  Answer post(Headers headers, byte[] body);
}
