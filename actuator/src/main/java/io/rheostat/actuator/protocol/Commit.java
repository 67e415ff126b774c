package io.rheostat.actuator.protocol;

import io.rheostat.model.Require;

/// How far a partition of the commands' log is done.
///
/// @param offset the first record whose command has not ended
/// @param metadata offsets beyond it whose commands have, separated by commas
public record Commit(long offset, String metadata) {
  /// Where a partition begins that nobody has read.
  public static final Commit START = new Commit(0, "");

  public Commit {
    Require.atLeast("offset", 0, offset);
  }
}
