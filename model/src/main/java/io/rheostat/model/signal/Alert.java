package io.rheostat.model.signal;

import io.rheostat.model.Require;
import java.time.Instant;

/// An alert about a workload, as Alertmanager reports it.
///
/// @param workload whom it concerns
/// @param name the alert's name
/// @param firing true while it fires, false when it is resolved
/// @param startsAt when it began to fire
public record Alert(String workload, String name, boolean firing, Instant startsAt) {
  public Alert {
    Require.text("workload", workload);
    Require.text("alert name", name);
  }
}
