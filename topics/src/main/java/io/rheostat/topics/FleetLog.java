package io.rheostat.topics;

import java.util.List;

/// A topic that holds every declaration, as the fleet topic remembers it.
///
/// @param topic its name
/// @param id Kafka's id of it: another one after it was deleted and made anew
/// @param from by partition: the offset from which on every declaration stands in it; empty for a
///     topic that holds no declarations itself
public record FleetLog(String topic, String id, List<Long> from) {
  public FleetLog {
    from = List.copyOf(from);
  }
}
