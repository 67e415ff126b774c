package io.rheostat.verification.protocol.world;

import io.rheostat.actuator.protocol.queue.Commit;
import io.rheostat.core.estimate.EstimateEffect;
import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Outcome;
import io.rheostat.model.log.Declaration;
import java.util.List;

/// Replaceable parts of a run, for planting bugs. The variant without replacements is the product
/// as it is.
public interface ProtocolVariant {
  /// Nothing is wrong.
  ProtocolVariant SOUND = new ProtocolVariant() {};

  /// Returns whether a target at one generation takes a command of another one.
  default boolean admits(Generation carried, Generation asked) {
    return asked.compareTo(carried) >= 0;
  }

  /// Returns the replicas of a target after it took a command once more.
  default int again(int holds, int asked) {
    return holds;
  }

  /// Returns a command as read by the actuator.
  default Command read(Command command) {
    return command;
  }

  /// Returns the records of an issued command.
  default List<Command> issued(Command command) {
    return List.of(command);
  }

  /// Returns the outcomes really written by a transaction.
  default List<Outcome> concluded(List<Outcome> outcomes) {
    return outcomes;
  }

  /// Returns a declaration as read by the parts.
  default Declaration.Change declared(Declaration.Change change) {
    return change;
  }

  /// Returns an effect of the estimate stage as read by the planner.
  default EstimateEffect estimated(EstimateEffect effect) {
    return effect;
  }

  /// Returns a commit as found after a crash.
  default Commit restored(Commit commit) {
    return commit;
  }

  /// Returns whether ended generations are found after a crash.
  default boolean remembersEnds() {
    return true;
  }

  /// Returns whether a transaction of a replaced actuator is refused.
  default boolean fencesTransactions() {
    return true;
  }

  /// Returns whether a target with the fence of one Rheostat refuses another.
  default boolean knowsOwners() {
    return true;
  }

  /// Returns whether a silent target is distinguished from an empty one.
  default boolean tellsSilence() {
    return true;
  }

  /// Returns whether the actuator hears of freezes.
  default boolean hearsFreezes() {
    return true;
  }
}
