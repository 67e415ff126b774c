package io.rheostat.model.signal;

import io.rheostat.model.Require;
import java.time.Instant;

/// An alert about a workload, as Alertmanager reports it.
///
/// One *instance* of an alert is a name, a set of labels and the time since which it fires: its
/// repeats are the same instance, the next time it fires is another one.
///
/// @param workload whom it concerns
/// @param name the alert's name
/// @param firing true while it fires, false when it is resolved
/// @param startsAt when it began to fire; [#UNKNOWN] when the sender does not say
/// @param fingerprint a hash of its labels; empty when they are not known
public record Alert(
    String workload, String name, boolean firing, Instant startsAt, String fingerprint) {
  /// The start of an alert whose sender names none.
  public static final Instant UNKNOWN = Instant.EPOCH;

  public Alert {
    Require.text("workload", workload);
    Require.text("alert name", name);
  }

  /// An alert without known labels: all alerts of its name are one.
  public Alert(String workload, String name, boolean firing, Instant startsAt) {
    this(workload, name, firing, startsAt, "");
  }

  /// Whether the sender said since when it fires.
  public boolean hasStart() {
    return !startsAt.equals(UNKNOWN);
  }
}
