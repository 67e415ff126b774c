package io.rheostat.config.settings;

import io.rheostat.model.Require;
import java.util.List;

/// Rules for the pages of one kind of exporter; a file of `config/signals`.
///
/// Several rules may read one signal, for old and new names of a metric. The first of them, in the
/// order written, with its metric on the page counts and the others are passed over: an exporter
/// with two names at once is not counted twice.
///
/// @param name as workloads refer to it
/// @param replicaLabels labels naming the replica, the first one present counts
/// @param placementLabels labels naming the placement, the first one present counts; a workload
///     with one placement needs none
/// @param seriesLabels labels distinguishing the series of one replica, such as an engine's number;
///     a signal's value is merged from all of them
/// @param blanks values meaning "no value", such as DCGM's 9223372036854775794
/// @param rules rules of the read series
/// @param members rules assigning pods to workloads; where there are some, `rules` read only series
///     of members
public record SignalPreset(
    String name,
    List<String> replicaLabels,
    List<String> placementLabels,
    List<String> seriesLabels,
    List<Double> blanks,
    List<SeriesRule> rules,
    List<MemberRule> members) {
  public SignalPreset {
    Require.text("preset name", name);
    replicaLabels = List.copyOf(replicaLabels);
    placementLabels = List.copyOf(placementLabels);
    seriesLabels = List.copyOf(seriesLabels);
    blanks = List.copyOf(blanks);
    rules = List.copyOf(rules);
    members = List.copyOf(members);
  }

  /// Creates a preset with series selected by their own labels.
  public SignalPreset(
      String name,
      List<String> replicaLabels,
      List<String> placementLabels,
      List<String> seriesLabels,
      List<Double> blanks,
      List<SeriesRule> rules) {
    this(name, replicaLabels, placementLabels, seriesLabels, blanks, rules, List.of());
  }
}
