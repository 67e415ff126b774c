package io.rheostat.simulator.baseline;

import io.rheostat.simulator.policy.ServiceView;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/// What llm-d's workload variant autoscaler decides by.
interface WvaAnalyzer {
  /// Takes one scrape.
  void sample(ServiceView view);

  /// Replicas it wants of each variant; variants it leaves out are left alone.
  SortedMap<String, Integer> targets(Instant now, List<VariantState> variants);

  /// One variant: one way to run the model.
  ///
  /// @param placement its name
  /// @param usdPerHour price of a replica
  /// @param current replicas that are set
  /// @param ready replicas that serve
  /// @param desired what was last wanted; 0 before the first decision
  record VariantState(String placement, double usdPerHour, int current, int ready, int desired) {
    int pending() {
      return StrictMath.max(0, current - ready);
    }
  }
}
