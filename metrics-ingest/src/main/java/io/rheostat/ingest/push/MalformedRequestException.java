package io.rheostat.ingest.push;

/// A pushed body that can't be read at all; nothing of it is used. The message says why.
public final class MalformedRequestException extends Exception {
  private static final long serialVersionUID = 1L;

  /// A refusal in words.
  public MalformedRequestException(String message) {
    super(message);
  }
}
