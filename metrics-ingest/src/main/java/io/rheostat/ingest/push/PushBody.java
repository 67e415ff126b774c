package io.rheostat.ingest.push;

import io.rheostat.ingest.matching.PushReadings;

/// Pushed body in its protocol.
@FunctionalInterface
public interface PushBody {
  /// Hands over all series and samples of the body.
  ///
  /// @return the number of its samples
  /// @throws MalformedRequestException when it can't be read
  int read(PushReadings into) throws MalformedRequestException;
}
