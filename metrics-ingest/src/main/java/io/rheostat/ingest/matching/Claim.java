package io.rheostat.ingest.matching;

import io.rheostat.config.SeriesRule;
import io.rheostat.config.SignalPreset;
import io.rheostat.model.fleet.Workload;
import java.util.Optional;

/// A workload's use for a series.
///
/// @param workload whose series it is
/// @param preset how its pages are read
/// @param rule what the series means
/// @param preference of the rules for one signal, the one with the lowest counts
/// @param member what its pod is known by, when the workload claims it as its member
record Claim(
    Workload workload,
    SignalPreset preset,
    SeriesRule rule,
    int preference,
    Optional<Member> member) {

  /// Whether both claims can hold: they are of one workload, on one placement as far as is known.
  boolean agrees(Claim other) {
    Optional<String> placement = member.flatMap(Member::placement);
    Optional<String> otherPlacement = other.member.flatMap(Member::placement);
    return workload.name().equals(other.workload.name())
        && (placement.isEmpty() || otherPlacement.isEmpty() || placement.equals(otherPlacement));
  }
}
