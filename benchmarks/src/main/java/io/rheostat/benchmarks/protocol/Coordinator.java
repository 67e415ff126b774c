package io.rheostat.benchmarks.protocol;

import io.rheostat.actuator.protocol.Commit;
import io.rheostat.actuator.protocol.Conclusion;
import io.rheostat.actuator.protocol.EndedGenerations;
import io.rheostat.actuator.protocol.Lane;
import io.rheostat.model.command.Command;
import io.rheostat.model.command.Outcome;
import io.rheostat.model.log.PoolEvent;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/// The broker's side of the actuator: the commands' log, its committed part, and the current epoch.
final class Coordinator {
  private final World world;
  private final Invariants invariants;
  private final OrderedLog<Command> commands = new OrderedLog<>();
  private final OrderedLog<PoolEvent> poolLog;
  private final SortedMap<String, EndedGenerations> ended = new TreeMap<>();
  private Commit committed = Commit.START;
  private int epoch;

  Coordinator(World world, Invariants invariants, OrderedLog<PoolEvent> poolLog) {
    this.world = world;
    this.invariants = invariants;
    this.poolLog = poolLog;
  }

  OrderedLog<Command> commands() {
    return commands;
  }

  Commit committed() {
    return world.variant().restored(committed);
  }

  SortedMap<String, EndedGenerations> ended() {
    return world.variant().remembersEnds() ? new TreeMap<>(ended) : new TreeMap<>();
  }

  /// Begins a new life of the actuator: transactions of all before it are refused from here on.
  int nextEpoch() {
    epoch++;
    return epoch;
  }

  void issue(Command command, Instant timestamp) {
    for (Command record : world.variant().issued(command)) {
      world.note("command", record.id(), "to", record.to());
      invariants.issued(record);
      commands.append(record, timestamp);
    }
  }

  /// Commits a transaction; returns false if it is refused.
  boolean commit(int ofEpoch, Conclusion conclusion) {
    if (ofEpoch != epoch && world.variant().fencesTransactions()) {
      return false;
    }
    conclusion.commits().values().forEach(commit -> committed = commit);
    conclusion
        .ended()
        .forEach((Lane lane, EndedGenerations known) -> ended.put(lane.workload(), known));
    for (Outcome outcome : world.variant().concluded(conclusion.outcomes())) {
      invariants.concluded(outcome);
      poolLog.append(new PoolEvent.Concluded(outcome), outcome.at());
    }
    return true;
  }
}
