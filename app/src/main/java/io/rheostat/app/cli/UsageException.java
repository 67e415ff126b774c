package io.rheostat.app.cli;

/// Refusal of a command's options; the message names the option and the remedy.
final class UsageException extends Exception {
  private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message);
  }
}
