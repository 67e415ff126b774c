package io.rheostat.benchmarks.protocol;

import io.rheostat.actuator.protocol.Commit;
import io.rheostat.core.estimate.EstimateEffect;
import io.rheostat.model.command.Command;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Outcome;
import io.rheostat.model.log.Declaration;
import java.util.List;

/// The places of a run at which a part may be replaced by a wrong one. The one that replaces
/// nothing is the product as it is.
interface Variant {
  /// Nothing is wrong.
  Variant SOUND = new Variant() {};

  /// Whether a target that carries a generation takes a command of another one.
  default boolean admits(Generation carried, Generation asked) {
    return asked.compareTo(carried) >= 0;
  }

  /// What a target that holds some replicas holds after it took a command once more.
  default int again(int holds, int asked) {
    return holds;
  }

  /// A command as the actuator reads it.
  default Command read(Command command) {
    return command;
  }

  /// The records that an issued command becomes.
  default List<Command> issued(Command command) {
    return List.of(command);
  }

  /// The outcomes that a transaction really writes.
  default List<Outcome> concluded(List<Outcome> outcomes) {
    return outcomes;
  }

  /// What the parts read of a declaration.
  default Declaration.Change declared(Declaration.Change change) {
    return change;
  }

  /// What the planner reads of what the estimate stage said.
  default EstimateEffect estimated(EstimateEffect effect) {
    return effect;
  }

  /// What is found of a commit after a crash.
  default Commit restored(Commit commit) {
    return commit;
  }

  /// Whether generations that ended are found after a crash.
  default boolean remembersEnds() {
    return true;
  }

  /// Whether a transaction of an actuator that was replaced is refused.
  default boolean fencesTransactions() {
    return true;
  }

  /// Whether a target refuses another Rheostat than the one whose fence it carries.
  default boolean knowsOwners() {
    return true;
  }

  /// Whether a target that does not answer is told from one at which nothing runs.
  default boolean tellsSilence() {
    return true;
  }

  /// Whether the actuator hears of freezes.
  default boolean hearsFreezes() {
    return true;
  }
}
