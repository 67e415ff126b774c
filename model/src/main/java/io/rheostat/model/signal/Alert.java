package io.rheostat.model.signal;

import io.rheostat.model.Require;
import java.time.Instant;

/// An alert about a workload, as Alertmanager reports it.
///
/// One *instance* of an alert is a name, a set of labels and its start time: its repeats are the
/// same instance, the next time it fires is another one.
///
/// @param workload name of the workload
/// @param name the alert's name
/// @param firing true while it fires, false when it is resolved
/// @param startsAt start of its firing; [#UNKNOWN] when the sender does not say
/// @param fingerprint a hash of its labels; empty when they are not known
public record Alert(
    String workload, String name, boolean firing, Instant startsAt, String fingerprint) {
  /// Start time of an alert without one from its sender.
  public static final Instant UNKNOWN = Instant.EPOCH;

  public Alert {
    Require.text("workload", workload);
    Require.text("alert name", name);
  }

  /// Creates an alert without known labels: all alerts of its name are one.
  public Alert(String workload, String name, boolean firing, Instant startsAt) {
    this(workload, name, firing, startsAt, "");
  }

  /// Returns whether the sender reported its start.
  public boolean hasStart() {
    return !startsAt.equals(UNKNOWN);
  }
}
