package io.rheostat.app;

import io.rheostat.app.cli.Commands;

/// The one program.
public final class Rheostat {
  private Rheostat() {}

  /// Runs a command and exits with 0 only on success.
  public static void main(String[] arguments) {
    System.exit(Commands.run(arguments));
  }
}
