package io.rheostat.core.plan;

import io.rheostat.core.member.MemberState;
import io.rheostat.core.pool.PoolState;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Measure;
import java.time.Instant;
import java.util.Optional;

/// Events of jobs with a delay cost that are decided on at once, not on the next tick: a waiting
/// job costs money, and so do devices that nobody uses.
final class JobEvents {
  private JobEvents() {}

  /// Returns whether an estimate brings a first view of a job, its completion, or the knowledge of
  /// wider widths. The first joint solve of a pool waits for the tick, when all members were seen.
  ///
  /// @param pool with the member before the estimate
  static boolean callForSolve(PoolState pool, MemberState after) {
    if (!after.workload().hasDelayCost()
        || !after.mayPlan()
        || pool.root().solvedAt().equals(Instant.EPOCH)) {
      return false;
    }
    Optional<Measure.Training> known =
        pool.member(after.workload().name())
            .flatMap(MemberState::estimate)
            .flatMap(Estimate::training);
    Optional<Measure.Training> now = after.estimate().flatMap(Estimate::training);
    return now.isPresent()
        && (known.isEmpty()
            || known.get().complete() != now.get().complete()
            || known.get().profile().mostWorkers() != now.get().profile().mostWorkers());
  }
}
