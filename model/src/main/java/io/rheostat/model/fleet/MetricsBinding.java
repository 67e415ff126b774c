package io.rheostat.model.fleet;

import io.rheostat.model.Require;
import java.util.SortedMap;

/// Selection of a workload's series: their labels equal all of `match` and, with `members`, their
/// pod is known to be the workload's. With a preset that reports members, `match` selects the pods,
/// and all its series follow them.
///
/// @param preset name of their signal preset, such as `vllm`
/// @param match labels and the values they must equal; two workloads may not match one series
/// @param members whether only series of the workload's pods belong to it; another binding's preset
///     reports these pods
public record MetricsBinding(String preset, SortedMap<String, String> match, boolean members) {
  public MetricsBinding {
    Require.text("preset", preset);
    match = Require.sortedCopy(match);
  }

  /// Creates a binding by labels alone.
  public MetricsBinding(String preset, SortedMap<String, String> match) {
    this(preset, match, false);
  }
}
