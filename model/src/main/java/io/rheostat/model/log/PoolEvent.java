package io.rheostat.model.log;

import io.rheostat.model.command.Observed;
import io.rheostat.model.command.Outcome;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.signal.Alert;

/// Event of the pool-log.
public sealed interface PoolEvent {
  /// A workload's rolling view changed.
  record Estimated(Estimate estimate) implements PoolEvent {}

  /// An alert, forwarded in its order at the estimate stage.
  ///
  /// @param pool the workload's pool
  record Alerted(String pool, Alert alert) implements PoolEvent {}

  /// A command ended.
  record Concluded(Outcome outcome) implements PoolEvent {}

  /// Observed replicas of a workload.
  record Observation(Observed observed) implements PoolEvent {}

  /// A workload was handed over from another pool.
  record HandedOver(Released released) implements PoolEvent {}

  /// Something was declared.
  record Declared(Declaration declaration) implements PoolEvent {}

  /// A second has passed in this partition.
  record Tick() implements PoolEvent {}
}
