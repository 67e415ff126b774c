package io.rheostat.ingest.matching.membership;

import java.util.List;

/// Uses of a series.
///
/// @param all each by its workload
/// @param byMembership whether newly reported or forgotten members may change them
public record WorkloadUses(List<WorkloadUse> all, boolean byMembership) {
  public WorkloadUses {
    all = List.copyOf(all);
  }
}
