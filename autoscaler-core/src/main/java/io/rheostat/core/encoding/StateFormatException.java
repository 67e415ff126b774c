package io.rheostat.core.encoding;

/// State that this version cannot read: cut off, damaged, or written by a version whose records are
/// not known or cannot become this version's.
public final class StateFormatException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// @param message what is wrong
  public StateFormatException(String message) {
    super(message);
  }
}
