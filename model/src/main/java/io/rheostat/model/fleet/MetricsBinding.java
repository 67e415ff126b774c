package io.rheostat.model.fleet;

import io.rheostat.model.Require;
import java.util.SortedMap;

/// Which series belong to a workload: those whose labels equal all of `match`.
///
/// @param preset name of the signal preset that reads them, such as `vllm`
/// @param match labels and the values they must equal; two workloads may not match one series
public record MetricsBinding(String preset, SortedMap<String, String> match) {
  public MetricsBinding {
    Require.text("preset", preset);
    match = Require.sortedCopy(match);
  }
}
