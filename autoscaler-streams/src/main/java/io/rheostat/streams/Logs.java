package io.rheostat.streams;

import io.rheostat.topics.Topic;
import java.util.Optional;

/// Tells which log a topic's partition is now.
public interface Logs {
  /// Tells nothing; states then go by offsets alone.
  Logs UNKNOWN = (_, _) -> Optional.empty();

  /// Returns the log of a partition now; empty when the brokers do not tell.
  Optional<Log> find(Topic topic, int partition);

  /// One partition's log.
  ///
  /// @param id the topic's id: another one after the topic was deleted and made anew
  /// @param end offset of the next record to be written
  record Log(String id, long end) {}
}
