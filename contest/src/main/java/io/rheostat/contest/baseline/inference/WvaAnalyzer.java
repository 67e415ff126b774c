package io.rheostat.contest.baseline.inference;

import io.rheostat.simulator.policy.ServiceView;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/// Decision rule of llm-d's workload variant autoscaler.
public interface WvaAnalyzer {
  /// Takes one scrape.
  void sample(ServiceView view);

  /// Returns the desired replicas of each variant; variants left out keep their counts.
  SortedMap<String, Integer> targets(Instant now, List<VariantState> variants);

  /// One variant: one way to run the model.
  ///
  /// @param placement its name
  /// @param usdPerHour price of a replica
  /// @param current replicas set
  /// @param ready replicas in service
  /// @param desired replicas by the last decision; 0 before the first
  record VariantState(String placement, double usdPerHour, int current, int ready, int desired) {
    int pending() {
      return StrictMath.max(0, current - ready);
    }
  }
}
