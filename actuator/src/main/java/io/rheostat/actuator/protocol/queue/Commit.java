package io.rheostat.actuator.protocol.queue;

import io.rheostat.model.Require;

/// Progress of a partition of the commands' log.
///
/// @param offset the first record of a command without an end
/// @param metadata offsets of ended commands beyond it, separated by commas
public record Commit(long offset, String metadata) {
  /// Start of a partition not read by anybody.
  public static final Commit START = new Commit(0, "");

  public Commit {
    Require.atLeast("offset", 0, offset);
  }
}
