package io.rheostat.simulator.loop;

import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.log.Declaration;
import java.time.Instant;

/// Change of a host of the folds: a defect, to show its detection by the checks, or what a planner
/// might have known.
public interface HostVariant {
  /// The host as it is.
  HostVariant SOUND = new HostVariant() {};

  /// Returns the planner's input for an estimate.
  default Estimate estimated(Estimate estimate) {
    return estimate;
  }

  /// Returns the planner's input for a declaration.
  default Declaration.Change declared(Declaration.Change change) {
    return change;
  }

  /// Returns whether the estimate stage takes a record.
  ///
  /// @param newest highest timestamp so far
  /// @param receivedAt the record's own
  default boolean takes(Instant newest, Instant receivedAt) {
    return true;
  }

  /// Returns whether a start restores the state of the last run.
  default boolean keepsState() {
    return true;
  }
}
