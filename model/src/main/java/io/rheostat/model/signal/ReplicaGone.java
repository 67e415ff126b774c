package io.rheostat.model.signal;

import io.rheostat.model.Require;

/// Removal of a replica known to be gone: deleted at its target, or dropped from discovery. It
/// stops counting at once; a merely silent replica is unreachable instead.
///
/// @param workload the replica's workload
/// @param replica its name
public record ReplicaGone(String workload, String replica) {
  public ReplicaGone {
    Require.text("workload", workload);
    Require.text("replica", replica);
  }
}
