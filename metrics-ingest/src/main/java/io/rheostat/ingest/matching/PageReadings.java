package io.rheostat.ingest.matching;

import io.rheostat.ingest.reject.Rejection;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.ReplicaGone;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What one page came to.
///
/// @param readings by workload, replica, placement and time, in that order
/// @param gone replicas of which all series of work were told to have ended
/// @param fates how many samples met which fate; fates that none met are left out
/// @param rejections evidence, only for series that are new on this target, and bounded
public record PageReadings(
    List<Reading> readings,
    List<ReplicaGone> gone,
    Map<SampleFate, Integer> fates,
    List<Rejection> rejections) {
  public PageReadings {
    gone = List.copyOf(gone);
    readings = List.copyOf(readings);
    fates = Collections.unmodifiableMap(new EnumMap<>(fates));
    rejections = List.copyOf(rejections);
  }

  /// How many samples met that fate.
  public int count(SampleFate fate) {
    return fates.getOrDefault(fate, 0);
  }
}
