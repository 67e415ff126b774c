package io.rheostat.model.fleet;

import io.rheostat.model.Require;
import java.util.SortedMap;

/// Which series belong to a workload: those whose labels equal all of `match` and, with `members`,
/// whose pod is known to be the workload's. Of a preset that tells of members, `match` says which
/// pods they are, and all its series go by that.
///
/// @param preset name of the signal preset that reads them, such as `vllm`
/// @param match labels and the values they must equal; two workloads may not match one series
/// @param members whether only series of the workload's pods belong to it, which another binding's
///     preset tells of
public record MetricsBinding(String preset, SortedMap<String, String> match, boolean members) {
  public MetricsBinding {
    Require.text("preset", preset);
    match = Require.sortedCopy(match);
  }

  /// A binding by labels alone.
  public MetricsBinding(String preset, SortedMap<String, String> match) {
    this(preset, match, false);
  }
}
