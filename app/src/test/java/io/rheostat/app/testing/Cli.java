package io.rheostat.app.testing;

import io.rheostat.app.cli.Commands;
import io.rheostat.config.testing.Shipped;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// A command run in this process.
///
/// @param code its exit code
/// @param out what it printed
/// @param errors what it printed to standard error
public record Cli(int code, String out, String errors) {
  /// Runs a command line as the launcher would.
  public static Cli run(String... arguments) {
    System.setProperty("rheostat.home", Shipped.root().toString());
    PrintStream out = System.out;
    PrintStream errors = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    ByteArrayOutputStream complained = new ByteArrayOutputStream();
    try (PrintStream newOut = new PrintStream(printed, true, StandardCharsets.UTF_8);
        PrintStream newErrors = new PrintStream(complained, true, StandardCharsets.UTF_8)) {
      System.setOut(newOut);
      System.setErr(newErrors);
      int code = Commands.run(arguments);
      return new Cli(
          code,
          printed.toString(StandardCharsets.UTF_8),
          complained.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(errors);
    }
  }
}
