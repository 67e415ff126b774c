package io.rheostat.verification.command;

import io.rheostat.contest.command.CommandGroup;
import io.rheostat.verification.failover.FailoverCommand;
import io.rheostat.verification.protocol.ProtocolCommand;
import io.rheostat.verification.trouble.TroubleCommand;
import java.util.List;
import picocli.CommandLine;

/// `rheostat verify protocol|failover|trouble`: checks of what must never happen.
public final class Verify {
  private Verify() {}

  /// Runs a check and exits with 0 only when nothing was violated, with 2 for an unknown one.
  public static void main(String[] arguments) {
    System.exit(line().execute(arguments));
  }

  /// Returns the parser of the checks.
  public static CommandLine line() {
    return CommandGroup.of(
        "rheostat verify",
        "Checks what must never happen, in faulty worlds drawn from seeds.",
        List.of("", "Example: rheostat verify protocol --seeds 2000"),
        List.of(new ProtocolCommand(), new FailoverCommand(), new TroubleCommand()));
  }
}
