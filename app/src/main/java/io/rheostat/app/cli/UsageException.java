package io.rheostat.app.cli;

/// What was asked for cannot be done as asked; the message says which option and what to do.
final class UsageException extends Exception {
  private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message);
  }
}
