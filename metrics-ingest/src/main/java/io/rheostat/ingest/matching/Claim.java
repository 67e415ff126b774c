package io.rheostat.ingest.matching;

import io.rheostat.config.SeriesRule;
import io.rheostat.config.SignalPreset;
import io.rheostat.model.fleet.Workload;
import java.util.Optional;

/// Use of a series by a workload.
///
/// @param workload owner of the series
/// @param preset reader of its pages
/// @param rule meaning of the series
/// @param preference of the rules for one signal, the one with the lowest counts
/// @param member identity of its pod, when the workload claims it as its member
record Claim(
    Workload workload,
    SignalPreset preset,
    SeriesRule rule,
    int preference,
    Optional<Member> member) {

  /// Tells whether both claims can hold: they are of one workload, on one placement as far as is
  /// known.
  boolean agrees(Claim other) {
    Optional<String> placement = member.flatMap(Member::placement);
    Optional<String> otherPlacement = other.member.flatMap(Member::placement);
    return workload.name().equals(other.workload.name())
        && (placement.isEmpty() || otherPlacement.isEmpty() || placement.equals(otherPlacement));
  }
}
