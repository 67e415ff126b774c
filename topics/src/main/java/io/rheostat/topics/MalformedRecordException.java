package io.rheostat.topics;

/// A record or header that cannot be read: broken bytes, a missing field, or a value that the model
/// refuses. The message says which record and what is wrong; it never holds the bytes themselves.
public final class MalformedRecordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// A record that is wrong by itself.
  public MalformedRecordException(String message) {
    super(message);
  }

  /// A record that is wrong for another reason.
  public MalformedRecordException(String message, Throwable cause) {
    super(message, cause);
  }
}
