package io.rheostat.simulator.loop;

import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.log.Declaration;
import java.time.Instant;

/// Ways in which a host of the folds could be wrong, so that checks can be seen to find them.
public interface HostVariant {
  /// The host as it is.
  HostVariant SOUND = new HostVariant() {};

  /// Returns what the planner is told of an estimate.
  default Estimate estimated(Estimate estimate) {
    return estimate;
  }

  /// Returns what the planner is told of a declaration.
  default Declaration.Change declared(Declaration.Change change) {
    return change;
  }

  /// Returns whether the estimate stage takes a record.
  ///
  /// @param newest highest timestamp that it was given so far
  /// @param receivedAt the record's own
  default boolean takes(Instant newest, Instant receivedAt) {
    return true;
  }

  /// Returns whether a start finds the state that the last run left.
  default boolean keepsState() {
    return true;
  }
}
