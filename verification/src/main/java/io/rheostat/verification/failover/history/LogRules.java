package io.rheostat.verification.failover.history;

import io.rheostat.model.command.Command;
import io.rheostat.model.command.Outcome;
import io.rheostat.model.decision.Decision;
import io.rheostat.verification.failover.history.Violation.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Rules for the records on the topics.
final class LogRules {
  private final History.Logs logs;
  private final Map<String, Command> commands = new LinkedHashMap<>();
  private final List<Violation> found = new ArrayList<>();

  private LogRules(History.Logs logs) {
    this.logs = logs;
  }

  static List<Violation> check(History.Logs logs) {
    LogRules rules = new LogRules(logs);
    rules.commands();
    rules.outcomes();
    rules.decisions();
    return rules.found;
  }

  /// Checks commands: a record may come twice if a crash may repeat effects; two commands never
  /// share a name.
  private void commands() {
    for (Command command : logs.commands()) {
      Command before = commands.putIfAbsent(command.id(), command);
      if (before != null && (logs.together() || !before.equals(command))) {
        violation("two commands are " + command.id() + ": " + before + ", " + command);
      }
    }
  }

  private void outcomes() {
    Map<String, Outcome> ended = new LinkedHashMap<>();
    for (Outcome outcome : logs.outcomes()) {
      String id = outcome.workload() + "/" + outcome.generation();
      Outcome before = ended.putIfAbsent(id, outcome);
      if (before != null) {
        violation(id + " has two outcomes: " + before + ", " + outcome);
      }
      if (!commands.containsKey(id)) {
        violation(id + " has an outcome and was never issued: " + outcome);
      }
    }
    for (Command command : commands.values()) {
      if (!ended.containsKey(command.id())) {
        violation(command + " has no outcome");
      }
    }
  }

  private void decisions() {
    if (!logs.together()) {
      return; // a crash may have lost one of the two
    }
    Set<String> decided = new HashSet<>();
    for (Decision decision : logs.decisions()) {
      if (decision instanceof Decision.Resize resize) {
        decided.add(resize.workload() + "/" + resize.generation());
        if (!commands.containsKey(resize.workload() + "/" + resize.generation())) {
          violation("a decision has no command: " + resize);
        }
      }
    }
    for (Command command : commands.values()) {
      if (!decided.contains(command.id())) {
        violation("nobody decided " + command);
      }
    }
  }

  private void violation(String evidence) {
    found.add(new Violation(Rule.ONE_OUTCOME, evidence));
  }
}
