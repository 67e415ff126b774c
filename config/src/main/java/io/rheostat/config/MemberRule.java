package io.rheostat.config;

import io.rheostat.model.Require;
import java.util.List;
import java.util.SortedMap;

/// Which series say that a pod, or what else is named by some labels, belongs to a workload: those
/// of the metric with the value 1 whose labels equal the `match` of the workload's binding.
///
/// @param metric the family's name as the page writes it
/// @param labels series labels that must be equal to these, for every workload
/// @param key labels that name the pod, each also looked for as `exported_<label>`; series that
///     have all of them with the same values are the pod's
public record MemberRule(String metric, SortedMap<String, String> labels, List<String> key) {
  public MemberRule {
    Require.text("metric", metric);
    labels = Require.sortedCopy(labels);
    key = List.copyOf(key);
  }
}
