package io.rheostat.app.job;

import io.rheostat.core.training.FinishInterval;
import io.rheostat.model.estimate.WidthGoodput;

/// Pace at which a job comes to its end.
///
/// @param at its placement and width, with the goodput there
/// @param hours expected hours until its end
record JobPace(WidthGoodput at, double hours) {
  /// Returns the hours within which it ends.
  FinishInterval finish() {
    return FinishInterval.of(hours, at.confidence());
  }
}
