package io.rheostat.core.option;

import io.rheostat.core.member.MemberState;
import io.rheostat.core.pool.PoolResources;
import io.rheostat.core.solve.Candidate;
import io.rheostat.core.solve.Candidates;
import io.rheostat.model.decision.Option;
import io.rheostat.model.fleet.Allocation;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.resource.Placement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Allocations of a workload with declared performance: P is the sum of its replicas' scores.
public final class ProfiledOptions {
  /// Most replicas considered on one placement: each costs a valuation.
  private static final int MOST_REPLICAS = 64;

  private ProfiledOptions() {}

  /// Returns the candidates of one placement and up to 64 replicas each, or zero where bounds allow
  /// it, with the reasons for refused placements.
  public static Candidates of(
      MemberState member, PoolResources view, Objective.Profiled objective, Instant now) {
    List<Candidate> candidates = new ArrayList<>();
    List<String> refusals = new ArrayList<>();
    Bounds bounds = member.workload().bounds();
    if (bounds.minReplicas() == 0) {
      candidates.add(candidate(member, view, objective, Allocation.NONE, 0));
    }
    for (Placement placement : member.workload().placements()) {
      double score = placement.performance().orElse(0);
      int given = view.most(placement);
      if (!member.isAvailable(placement.name(), now)) {
        refusals.add(member.shortage(placement.name()));
        given = Math.min(given, member.ready(placement.name()));
      }
      int most = Math.min(given, Math.min(bounds.maxReplicas(), MOST_REPLICAS));
      if (score == 0 || most < bounds.minReplicas()) {
        refusals.add(
            placement.name()
                + (score == 0
                    ? ": no performance is declared."
                    : ": the pool has room for " + most + " replicas."));
        continue;
      }
      for (int n = Math.max(1, bounds.minReplicas()); n <= most; n++) {
        candidates.add(
            candidate(member, view, objective, Allocation.of(placement.name(), n), n * score));
      }
    }
    return new Candidates(OptionPruning.best(candidates, member.desired()), refusals);
  }

  private static Candidate candidate(
      MemberState member,
      PoolResources view,
      Objective.Profiled objective,
      Allocation allocation,
      double performance) {
    // A declared score knows no start-up: there is no price of change.
    NetValue.Terms terms =
        new NetValue.Terms(
            performance,
            1,
            performance * objective.usdPerPerformanceHour(),
            view.usd(member.workload(), allocation),
            0);
    Option option = NetValue.of(view.pool()).option(allocation, terms, 0);
    return new Candidate(option, option.score(), view.devices(member.workload(), allocation));
  }
}
