package io.rheostat.app.replay;

import io.rheostat.topics.Topic;
import java.time.Instant;
import java.util.List;

/// Effects of one input that came out other than recorded.
///
/// @param topic topic of the effects
/// @param key the workload they are of
/// @param log log of the input
/// @param partition its partition
/// @param offset its offset
/// @param at time of the fold at the input
/// @param recorded what was recorded, empty for nothing
/// @param replayed what came out, empty for nothing
public record Difference(
    Topic topic,
    String key,
    Topic log,
    int partition,
    long offset,
    Instant at,
    List<byte[]> recorded,
    List<byte[]> replayed) {
  public Difference {
    recorded = List.copyOf(recorded);
    replayed = List.copyOf(replayed);
  }
}
