package io.rheostat.ingest.matching;

import java.util.List;

/// Uses of a series.
///
/// @param all each by its workload
/// @param byMembership whether newly reported or forgotten members may change them
record Claims(List<Claim> all, boolean byMembership) {
  Claims {
    all = List.copyOf(all);
  }
}
