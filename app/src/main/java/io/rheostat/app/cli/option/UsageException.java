package io.rheostat.app.cli.option;

/// Refusal of a command's options; the message names the option and the remedy.
public final class UsageException extends Exception {
  private static final long serialVersionUID = 1;

  public UsageException(String message) {
    super(message);
  }
}
