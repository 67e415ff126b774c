package io.rheostat.ingest.push;

/// Unreadable pushed body; nothing of it is used. The message has the reason.
public final class MalformedRequestException extends Exception {
  private static final long serialVersionUID = 1L;

  /// Creates a refusal with an error message.
  public MalformedRequestException(String message) {
    super(message);
  }
}
