package io.rheostat.model.signal;

import io.rheostat.model.Require;

/// A replica that is known to be gone: deleted at its target, or dropped from discovery. It stops
/// counting at once; one that is merely silent is unreachable instead.
///
/// @param workload whose replica it was
/// @param replica its name
public record ReplicaGone(String workload, String replica) {
  public ReplicaGone {
    Require.text("workload", workload);
    Require.text("replica", replica);
  }
}
