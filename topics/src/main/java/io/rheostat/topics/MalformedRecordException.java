package io.rheostat.topics;

/// An unreadable record or header: broken bytes, a missing field, or a value refused by the model.
/// The message names the record and the defect; it never holds the bytes themselves.
public final class MalformedRecordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Creates the exception for a record wrong by itself.
  public MalformedRecordException(String message) {
    super(message);
  }

  /// Creates the exception for a record wrong for another reason.
  public MalformedRecordException(String message, Throwable cause) {
    super(message, cause);
  }
}
