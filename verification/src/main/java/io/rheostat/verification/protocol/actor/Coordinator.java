package io.rheostat.verification.protocol.actor;

import io.rheostat.actuator.protocol.Conclusion;
import io.rheostat.actuator.protocol.queue.CommandLane;
import io.rheostat.actuator.protocol.queue.Commit;
import io.rheostat.actuator.protocol.queue.EndedGenerations;
import io.rheostat.model.command.Command;
import io.rheostat.model.command.Outcome;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.verification.protocol.invariant.Invariants;
import io.rheostat.verification.protocol.world.OrderedLog;
import io.rheostat.verification.protocol.world.ProtocolWorld;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/// The broker's side of the actuator: the commands' log, its committed part, and the current epoch.
public final class Coordinator {
  private final ProtocolWorld world;
  private final Invariants invariants;
  private final OrderedLog<Command> commands = new OrderedLog<>();
  private final OrderedLog<PoolEvent> poolLog;
  private final SortedMap<String, EndedGenerations> ended = new TreeMap<>();
  private Commit committed = Commit.START;
  private int epoch;

  public Coordinator(ProtocolWorld world, Invariants invariants, OrderedLog<PoolEvent> poolLog) {
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

  /// Appends a command to the commands' log, checked as issued.
  ///
  /// @throws BrokenInvariant when the issue breaks an invariant
  public void issue(Command command, Instant timestamp) {
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
        .forEach((CommandLane lane, EndedGenerations known) -> ended.put(lane.workload(), known));
    for (Outcome outcome : world.variant().concluded(conclusion.outcomes())) {
      invariants.concluded(outcome);
      poolLog.append(new PoolEvent.Concluded(outcome), outcome.at());
    }
    return true;
  }
}
