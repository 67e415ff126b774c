package io.rheostat.ingest.log;

/// An event that the log will never take, however often it is tried: too large, or a value that its
/// format does not hold.
public final class EventRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// A refusal because of that fault.
  public EventRefusedException(Throwable cause) {
    super(cause);
  }
}
