package io.rheostat.ingest.matching.sample;

import io.rheostat.ingest.reject.Rejection;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.ReplicaGone;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Result of one page.
///
/// @param readings by workload, replica, placement and time, in that order
/// @param gone replicas with an end reported for all series of work
/// @param fates number of samples by fate; fates without any are left out
/// @param rejections evidence, only for series new on this target, and bounded
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

  /// Returns the number of samples with a fate.
  public int count(SampleFate fate) {
    return fates.getOrDefault(fate, 0);
  }
}
