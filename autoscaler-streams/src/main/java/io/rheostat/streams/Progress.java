package io.rheostat.streams;

import java.time.Instant;

/// Told how far the stages have come.
public interface Progress {
  /// Tells nobody.
  Progress IGNORED = (_, _, _) -> {};

  /// A stage has stepped one more event of a partition.
  ///
  /// @param now the fold's time after its newest event
  void reached(String stage, int partition, Instant now);
}
