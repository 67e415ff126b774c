package io.rheostat.core.plan;

import io.rheostat.core.member.MemberState;
import io.rheostat.core.option.JobShare;
import io.rheostat.core.option.WorkloadOptions;
import io.rheostat.core.plan.decision.PlanningInput;
import io.rheostat.core.plan.decision.WorkloadPlanner;
import io.rheostat.core.pool.PoolResources;
import io.rheostat.core.pool.PoolState;
import io.rheostat.core.solve.Candidate;
import io.rheostat.core.solve.Candidates;
import io.rheostat.core.stage.Moment;
import io.rheostat.model.decision.Coverage;
import io.rheostat.model.fleet.Allocation;
import java.util.Optional;

/// Choice for one workload at the shadow prices of the pool's last joint solve, between two solves.
final class PricedPlanning {
  private PricedPlanning() {}

  /// Plans one workload at the stored prices and within the pool's spare capacity: O(options).
  ///
  /// @param coverage coverage of the real replicas
  static PlannedPool replanAtPrices(
      PoolState pool, MemberState member, Moment moment, Coverage coverage) {
    PoolResources view = new PoolResources(pool.root().name(), moment.catalogue());
    PlanningInput planning = PlanningInput.of(view, pool, member, moment, coverage);
    PoolResources.Spare spare = planning.spare();
    // Shares are of jobs alone; others need their number, and are planned with each estimate.
    JobShare share =
        member.workload().hasDelayCost()
            ? JobShare.among(pool.members().values(), view)
            : JobShare.counted(pool.members().values());
    Candidates candidates =
        WorkloadOptions.of(member, view, moment, spare.devices(), coverage, share);
    Optional<Candidate> best = Optional.empty();
    double highest = Double.NEGATIVE_INFINITY;
    for (Candidate candidate : candidates.all()) {
      Allocation allocation = candidate.option().allocation();
      boolean possible = planning.isPossible(allocation);
      double score = candidate.score() - planning.scarcityUsd(candidate);
      if (possible && score > highest) {
        highest = score;
        best = Optional.of(candidate);
      }
    }
    WorkloadPlanner.Result result = WorkloadPlanner.decide(planning, candidates, best);
    return new PlannedPool(pool.with(result.member()), result.effects());
  }
}
