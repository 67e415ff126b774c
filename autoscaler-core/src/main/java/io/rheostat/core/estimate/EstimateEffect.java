package io.rheostat.core.estimate;

import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.signal.Alert;

/// What the estimate stage tells others.
public sealed interface EstimateEffect {
  /// The rolling view, for the plan stage.
  record Estimated(Estimate estimate) implements EstimateEffect {}

  /// An alert, passed on in log order.
  ///
  /// @param pool the workload's pool
  record Forwarded(String pool, Alert alert) implements EstimateEffect {}

  /// Something did not count; only counted, never written to a log.
  record Dropped(DropReason reason) implements EstimateEffect {}
}
