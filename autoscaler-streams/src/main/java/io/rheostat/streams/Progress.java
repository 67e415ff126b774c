package io.rheostat.streams;

import java.time.Instant;

/// Listener for the progress of the stages.
public interface Progress {
  /// Listener without effect.
  Progress IGNORED = (_, _, _) -> {};

  /// Reports one more event of a partition stepped by a stage.
  ///
  /// @param now the fold's time after its newest event
  void reached(String stage, int partition, Instant now);
}
