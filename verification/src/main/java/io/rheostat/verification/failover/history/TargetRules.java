package io.rheostat.verification.failover.history;

import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Order;
import io.rheostat.verification.failover.history.Violation.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Rules for the calls received by targets, judged by their effects.
final class TargetRules {
  /// A try begun in time may reach its target so much later: the time limit of a call.
  static final Duration ON_THE_WAY = Duration.ofSeconds(6);

  /// A freeze is known to the actuator after so long.
  static final Duration FREEZE_KNOWN = Duration.ofSeconds(3);

  private final History history;
  private final Map<String, Command> commands = new HashMap<>();
  private final List<Violation> found = new ArrayList<>();

  private TargetRules(History history) {
    this.history = history;
    history.logs().commands().forEach(command -> commands.put(command.id(), command));
  }

  static List<Violation> check(History history) {
    TargetRules rules = new TargetRules(history);
    rules.order();
    for (RecordedCall call : history.sights().calls()) {
      rules.isCommanded(call);
      rules.isNotFrozen(call);
    }
    return rules.found;
  }

  /// Checks effects: each took place once, and in the order of generations.
  private void order() {
    Map<RecordedCall.Site, Generation> newest = new HashMap<>();
    Set<String> changed = new HashSet<>();
    for (RecordedCall call : history.sights().calls()) {
      Generation before = newest.getOrDefault(call.site(), Generation.NONE);
      boolean older = call.generation().compareTo(before) < 0;
      if (older && (call.isChange() || call.fate() == RecordedCall.Fate.TAKEN)) {
        violation(Rule.NEVER_OLDER, call + " took effect after " + before);
      }
      if (call.isChange() && !changed.add(call.site() + "/" + call.generation())) {
        violation(Rule.NOTHING_TWICE, call + " is a second change by one generation");
      }
      if (call.isChange() && call.fate() != RecordedCall.Fate.TAKEN) {
        violation(Rule.NOTHING_TWICE, call + " changed something although it was not taken");
      }
      if (call.fate() == RecordedCall.Fate.TAKEN && !older) {
        newest.put(call.site(), call.generation());
      }
    }
  }

  /// Checks each call against a committed command: the actuator must never have seen records of an
  /// aborted transaction.
  private void isCommanded(RecordedCall call) {
    String key = call.site() + "/" + call.generation();
    if (!call.key().equals(key)) {
      violation(Rule.ONLY_COMMANDS, call + " is no call of " + key);
    }
    Command command = commands.get(call.command());
    if (command == null) {
      violation(Rule.ONLY_COMMANDS, call + " has no command on the topic");
      return;
    }
    if (command.orders().stream().noneMatch(order -> asks(order, call))) {
      violation(Rule.ONLY_COMMANDS, call + " is not what " + command + " asks for");
    }
    if (call.at().isAfter(command.expiresAt().plus(ON_THE_WAY))) {
      violation(Rule.NOT_EXPIRED, call + " came after " + command.expiresAt());
    }
  }

  private static boolean asks(Order order, RecordedCall call) {
    return order.placement().equals(call.site().placement()) && order.replicas() == call.asked();
  }

  private void isNotFrozen(RecordedCall call) {
    for (History.Freeze freeze : history.faults().freezes()) {
      boolean within =
          call.at().isAfter(freeze.from().plus(FREEZE_KNOWN)) && call.at().isBefore(freeze.until());
      if (call.isChange() && within && freeze.workload().equals(call.site().workload())) {
        violation(Rule.FROZEN, call + " although there is " + freeze);
      }
    }
  }

  private void violation(Rule rule, String evidence) {
    found.add(new Violation(rule, evidence));
  }
}
