package io.rheostat.core.plan;

import io.rheostat.core.member.MemberState;
import io.rheostat.core.pool.PoolState;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.estimate.Measure;
import io.rheostat.model.fleet.Objective;
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
    boolean isElastic =
        after.workload().objective() instanceof Objective.Training objective
            && objective.elastic().isPresent();
    if (!isElastic || !after.mayPlan() || pool.root().solvedAt().equals(Instant.EPOCH)) {
      return false;
    }
    Optional<Measure.Training> known =
        pool.member(after.workload().name()).flatMap(JobEvents::measure);
    Optional<Measure.Training> now = measure(after);
    return now.isPresent()
        && (known.isEmpty()
            || known.get().complete() != now.get().complete()
            || known.get().profile().mostWorkers() != now.get().profile().mostWorkers());
  }

  private static Optional<Measure.Training> measure(MemberState member) {
    return member
        .estimate()
        .map(Estimate::measure)
        .flatMap(
            measure ->
                measure instanceof Measure.Training training
                    ? Optional.of(training)
                    : Optional.empty());
  }
}
