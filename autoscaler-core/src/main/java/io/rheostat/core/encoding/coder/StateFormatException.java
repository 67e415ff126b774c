package io.rheostat.core.encoding.coder;

/// Failure to read a state: cut off, damaged, or written by a version with records unknown to this
/// version or impossible to convert.
public final class StateFormatException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// @param message error message
  public StateFormatException(String message) {
    super(message);
  }
}
