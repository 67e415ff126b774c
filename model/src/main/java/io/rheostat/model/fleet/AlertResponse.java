package io.rheostat.model.fleet;

import io.rheostat.model.Require;
import java.time.Duration;

/// Response to a firing alert: a floor of `ceil(factor × replicas held before any alert)` until it
/// resolves or `hold` has passed since it was first seen.
///
/// @param alert the alert's name, or `*` for every other one
/// @param factor at least 1
/// @param hold longest time of the floor
public record AlertResponse(String alert, double factor, Duration hold) {
  /// Response to alerts named by no other response: ceil(1.25 × current) for at most ten minutes.
  public static final AlertResponse DEFAULT = new AlertResponse("*", 1.25, Duration.ofMinutes(10));

  public AlertResponse {
    Require.text("alert", alert);
    if (!(factor >= 1) || Double.isInfinite(factor)) {
      throw new IllegalArgumentException("factor is " + factor + ". It must be 1 or more.");
    }
  }
}
