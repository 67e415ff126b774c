package io.rheostat.ingest.matching.membership;

import io.rheostat.config.settings.SeriesRule;
import io.rheostat.config.settings.SignalPreset;
import io.rheostat.model.fleet.Workload;
import java.util.Optional;

/// Use of a series by a workload.
///
/// @param workload owner of the series
/// @param preset reader of its pages
/// @param rule meaning of the series
/// @param preference of the rules for one signal, the one with the lowest counts
/// @param member identity of its pod, when the workload claims it as its member
public record WorkloadUse(
    Workload workload,
    SignalPreset preset,
    SeriesRule rule,
    int preference,
    Optional<SeriesMember> member) {

  /// Tells whether both claims can hold: they are of one workload, on one placement as far as is
  /// known.
  public boolean agrees(WorkloadUse other) {
    Optional<String> placement = member.flatMap(SeriesMember::placement);
    Optional<String> otherPlacement = other.member.flatMap(SeriesMember::placement);
    return workload.name().equals(other.workload.name())
        && (placement.isEmpty() || otherPlacement.isEmpty() || placement.equals(otherPlacement));
  }
}
