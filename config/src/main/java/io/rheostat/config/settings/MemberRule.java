package io.rheostat.config.settings;

import io.rheostat.model.Require;
import java.util.List;
import java.util.SortedMap;

/// Rule for the series assigning a pod, or another thing named by some labels, to a workload:
/// series of the metric with the value 1 and labels equal to the `match` of the workload's binding.
///
/// @param metric the family's name as the page writes it
/// @param labels required series labels, for every workload
/// @param key labels naming the pod, each also searched as `exported_<label>`; series with the same
///     values of all of them are the pod's
public record MemberRule(String metric, SortedMap<String, String> labels, List<String> key) {
  public MemberRule {
    Require.text("metric", metric);
    labels = Require.sortedCopy(labels);
    key = List.copyOf(key);
  }
}
