package io.rheostat.core.estimate;

import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.signal.Alert;

/// Effect of the estimate stage.
public sealed interface EstimateEffect {
  /// Rolling view, for the plan stage.
  record Estimated(Estimate estimate) implements EstimateEffect {}

  /// Alert passed on in log order.
  ///
  /// @param pool the workload's pool
  record Forwarded(String pool, Alert alert) implements EstimateEffect {}

  /// Something that did not count; only counted, never written to a log.
  record Dropped(DropReason reason) implements EstimateEffect {}
}
