package io.rheostat.core.plan.decision;

import io.rheostat.core.guard.GuardInput;
import io.rheostat.core.member.MemberDeclaration;
import io.rheostat.core.member.MemberState;
import io.rheostat.core.pool.AllocationSize;
import io.rheostat.core.solve.Candidates;
import io.rheostat.model.fleet.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Orders to 0 for placements no longer declared, once the declared ones serve the demand.
final class DepartureOrders {
  /// Time after which an order without an effect is repeated.
  private static final Duration ORDER_AGAIN = Duration.ofSeconds(60);

  private DepartureOrders() {}

  /// Returns whether leaving placements are to be ordered to 0 now: in mode act, while no command
  /// is under way, and once the ready replicas on the declared placements serve the demand.
  public static boolean isDue(PlanningInput planning) {
    MemberState member = planning.member();
    Instant now = planning.moment().now();
    boolean may =
        member.workload().mode() == Mode.ACT
            && member.inFlight().isEmpty()
            && !now.isBefore(member.retryAt())
            && !planning.moment().catalogue().isFrozen(member.workload().name());
    return may
        && member.leaving().stream().anyMatch(one -> isWaiting(member, one, now))
        && isReplaced(planning);
  }

  private static boolean isWaiting(MemberState member, MemberDeclaration.Leaving one, Instant now) {
    boolean lately = one.orderedAt().map(at -> now.isBefore(at.plus(ORDER_AGAIN))).orElse(false);
    boolean told =
        member.status(one.placement().name()).map(status -> status.wanted() == 0).orElse(false);
    return !lately && !told;
  }

  private static boolean isReplaced(PlanningInput planning) {
    AllocationSize valuation = planning.valuation();
    GuardInput.Situation situation =
        planning
            .input(
                Optional.empty(), planning.member().desired(), new Candidates(List.of(), List.of()))
            .situation();
    int least = planning.member().workload().bounds().minReplicas();
    boolean serves =
        valuation.capacity(situation.ready()) >= 0.999 * situation.needed()
            && situation.ready().total() >= least;
    return situation.restarts() || serves;
  }

  /// Returns the leaving placements after they were ordered to 0.
  public static List<MemberDeclaration.Leaving> ordered(
      List<MemberDeclaration.Leaving> leaving, Instant now) {
    return leaving.stream()
        .map(
            one ->
                new MemberDeclaration.Leaving(
                    one.placement(), one.replicas(), one.since(), Optional.of(now)))
        .toList();
  }
}
