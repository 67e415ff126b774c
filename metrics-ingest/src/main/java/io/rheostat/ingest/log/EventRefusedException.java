package io.rheostat.ingest.log;

/// Event never accepted by the log, however often it is tried: too large, or with a value outside
/// its format.
public final class EventRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Creates a refusal because of a fault.
  public EventRefusedException(Throwable cause) {
    super(cause);
  }
}
