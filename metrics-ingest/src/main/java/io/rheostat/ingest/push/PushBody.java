package io.rheostat.ingest.push;

import io.rheostat.ingest.matching.PushReadings;

/// A pushed body in its protocol.
@FunctionalInterface
public interface PushBody {
  /// Hands all series and samples of the body over.
  ///
  /// @return how many samples it has
  /// @throws MalformedRequestException when it can't be read
  int read(PushReadings into) throws MalformedRequestException;
}
