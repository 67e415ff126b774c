package io.rheostat.ingest.http.exchange;

import java.io.IOException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EofException;

/// Failure of the rest of a body: it is not HTTP, or the client is gone. It travels through the
/// streams of a body.
public final class BrokenRequestException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Throwable failure;

  public BrokenRequestException(Throwable failure) {
    super(failure);
    this.failure = failure;
  }

  /// Returns the failure for Jetty: it answers malformed HTTP, and logs all but quiet failures.
  public Throwable forJetty() {
    return failure instanceof HttpException ? failure : new EofException(failure);
  }
}
