package io.rheostat.simulator.loop;

import io.rheostat.core.stage.PartitionFold;
import io.rheostat.core.stage.Stage;
import java.util.SortedMap;
import java.util.TreeMap;

/// State of a fold as a host stores it: bytes of each aggregate's root and parts.
final class RestoredState {
  private RestoredState() {}

  /// Restores a fresh fold from the bytes of another one's state.
  static <S, E, X> void copy(
      Stage<S, E, X> stage, PartitionFold<S, E, X> from, PartitionFold<S, E, X> to) {
    SortedMap<String, S> restored = new TreeMap<>();
    from.aggregates().forEach((key, state) -> restored.put(key, again(stage, state)));
    to.restore(from.clock(), from.catalogue(), restored);
  }

  private static <S, E, X> S again(Stage<S, E, X> stage, S state) {
    SortedMap<String, byte[]> parts = new TreeMap<>();
    for (String part : stage.codec().parts(state)) {
      parts.put(part, stage.codec().encodePart(state, part));
    }
    return stage.codec().decode(stage.codec().encodeRoot(state), parts);
  }
}
