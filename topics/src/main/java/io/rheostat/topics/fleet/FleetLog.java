package io.rheostat.topics.fleet;

import java.util.List;

/// A topic holding every declaration, as the fleet topic remembers it.
///
/// @param topic its name
/// @param id Kafka's id of it: another one after it was deleted and made anew
/// @param from by partition: the first offset from which every declaration is present; empty for a
///     topic without declarations of its own
public record FleetLog(String topic, String id, List<Long> from) {
  public FleetLog {
    from = List.copyOf(from);
  }
}
