package io.rheostat.app.recording;

import java.io.IOException;
import java.util.Optional;

/// Records of one partition of a topic, read forward one after another.
public interface LogCursor extends AutoCloseable {
  /// Returns the next record; empty at the end.
  ///
  /// @throws IOException with the place when it cannot be read
  Optional<LogRecord> next() throws IOException;

  @Override
  void close() throws IOException;
}
