package io.rheostat.ingest.http;

import java.io.IOException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EofException;

/// The rest of a body is not HTTP or won't come, since the client is gone. It travels through the
/// streams of a body.
final class BrokenRequestException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Throwable failure;

  BrokenRequestException(Throwable failure) {
    super(failure);
    this.failure = failure;
  }

  /// What to fail the request with: Jetty answers what is not HTTP, and logs what is not quiet.
  Throwable forJetty() {
    return failure instanceof HttpException ? failure : new EofException(failure);
  }
}
