package io.rheostat.ingest.matching;

import java.util.List;

/// All uses of a series.
///
/// @param all each by its workload
/// @param byMembership whether they may be others when members are told of or forgotten
record Claims(List<Claim> all, boolean byMembership) {
  Claims {
    all = List.copyOf(all);
  }
}
