package io.rheostat.contest.command;

import io.rheostat.contest.knowledge.KnowledgeCommand;
import java.util.List;
import picocli.CommandLine;

/// `rheostat bench policies|knowledge`: the comparisons of policies, which need no broker.
public final class PolicyBench {
  private PolicyBench() {}

  /// Runs a comparison and exits with 0 only on success, with 2 for an unknown one.
  public static void main(String[] arguments) {
    System.exit(line().execute(arguments));
  }

  /// Returns the parser of the comparisons.
  public static CommandLine line() {
    return CommandGroup.of(
        "rheostat bench",
        "Compares policies on the same traffic.",
        List.of("", "Example: rheostat bench policies --subset"),
        List.of(new PoliciesCommand(), new KnowledgeCommand()));
  }
}
