package io.rheostat.model.log;

import io.rheostat.model.command.Observed;
import io.rheostat.model.signal.Alert;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.ReplicaGone;

/// Event of the workload-log.
public sealed interface WorkloadEvent {
  /// Samples arrived.
  record Measured(Reading reading) implements WorkloadEvent {}

  /// A replica is known to be gone.
  record Left(ReplicaGone gone) implements WorkloadEvent {}

  /// An alert fired or was resolved.
  record Alerted(Alert alert) implements WorkloadEvent {}

  /// Something was declared.
  record Declared(Declaration declaration) implements WorkloadEvent {}

  /// A report of the observed replicas: without it, silence can't be distinguished from absence.
  record Observation(Observed observed) implements WorkloadEvent {}

  /// A second has passed in this partition.
  record Tick() implements WorkloadEvent {}
}
