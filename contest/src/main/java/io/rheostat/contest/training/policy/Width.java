package io.rheostat.contest.training.policy;

/// Devices chosen for a job.
///
/// @param type device type; empty for none
/// @param replicas devices, 0 for none
public record Width(String type, int replicas) {
  /// Queued: no devices.
  public static final Width NONE = new Width("", 0);

  /// Returns the fewest nodes of a size that hold the replicas.
  public int nodes(int nodeSize) {
    return (replicas + nodeSize - 1) / nodeSize;
  }
}
