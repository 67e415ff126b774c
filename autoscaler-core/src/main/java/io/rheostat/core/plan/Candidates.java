package io.rheostat.core.plan;

import java.util.List;

/// What a workload may hold.
///
/// @param all best score first, at most twenty; empty when nothing is feasible
/// @param refusals shapes that were refused and the number that broke them
record Candidates(List<Candidate> all, List<String> refusals) {
  static final int MOST = 20;
}
