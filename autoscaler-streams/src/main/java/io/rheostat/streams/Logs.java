package io.rheostat.streams;

import io.rheostat.topics.Topic;
import java.util.Optional;

/// Lookup of the current log of a topic's partition.
public interface Logs {
  /// Lookup without any result; states then go by offsets alone.
  Logs UNKNOWN = (_, _) -> Optional.empty();

  /// Returns the current log of a partition; empty when the brokers do not report it.
  Optional<Log> find(Topic topic, int partition);

  /// One partition's log.
  ///
  /// @param id the topic's id: another one after the topic was deleted and made anew
  /// @param end offset of the next record to be written
  record Log(String id, long end) {}
}
