package io.rheostat.core.solve;

import java.util.List;

/// Feasible allocations of a workload.
///
/// @param all best score first, at most twenty; empty when nothing is feasible
/// @param refusals refused shapes, each with the limiting number
public record Candidates(List<Candidate> all, List<String> refusals) {
  /// Most candidates of a workload: the solver looks at each of them in every step.
  public static final int MOST = 20;
}
