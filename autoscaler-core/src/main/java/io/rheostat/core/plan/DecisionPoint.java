package io.rheostat.core.plan;

import io.rheostat.core.member.MemberDecisions;
import io.rheostat.core.member.MemberDraft;
import io.rheostat.core.member.MemberState;
import io.rheostat.core.plan.decision.PlanEffect;
import io.rheostat.core.pool.PoolState;
import io.rheostat.core.stage.Moment;
import io.rheostat.core.transition.MemberEvents;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.model.signal.Alert;
import java.util.Optional;

/// Everything that a decision on a workload was made from, so that it can be made again from other
/// declarations or another demand.
///
/// @param pool state of the pool right before the decision
/// @param moment time and declarations
/// @param workload name of a member of the pool
public record DecisionPoint(PoolState pool, Moment moment, String workload) {
  /// Returns the point of a decision made by an event.
  ///
  /// @param before state of the pool before the event
  /// @throws IllegalArgumentException when the workload is no member of the pool
  public static DecisionPoint of(
      PoolState before, PoolEvent event, Moment moment, String workload) {
    return new DecisionPoint(noted(before, event, moment), moment, workload).forgetful();
  }

  private static PoolState noted(PoolState before, PoolEvent event, Moment moment) {
    return switch (event) {
      case PoolEvent.Estimated(Estimate estimate) ->
          before
              .member(estimate.workload())
              .map(one -> before.with(MemberEvents.estimated(one, estimate, moment.now())))
              .orElse(before);
      case PoolEvent.Alerted(String _, Alert alert) ->
          before
              .member(alert.workload())
              .map(one -> before.with(MemberEvents.alerted(one, alert, moment.now())))
              .orElse(before);
      case PoolEvent.Tick() -> {
        PoolState noted = before;
        for (MemberState member : before.members().values()) {
          noted = noted.with(MemberEvents.ticked(member, moment.now()));
        }
        yield noted;
      }
      // What these change is planned with a later event.
      case PoolEvent.Concluded _,
          PoolEvent.Observation _,
          PoolEvent.HandedOver _,
          PoolEvent.Declared _ ->
          before;
    };
  }

  /// Returns the member of the workload.
  public MemberState member() {
    return pool.member(workload)
        .orElseThrow(
            () ->
                new IllegalArgumentException(workload + " is no member of " + pool.root().name()));
  }

  /// Returns the point with the workload's last decision forgotten: the same decision is emitted
  /// again.
  private DecisionPoint forgetful() {
    MemberDraft draft = MemberDraft.of(member());
    draft.lastDecision = MemberDecisions.LastDecision.NONE;
    return with(draft.build());
  }

  /// Returns the point with a member in another state.
  public DecisionPoint with(MemberState member) {
    return new DecisionPoint(pool.with(member), moment, workload);
  }

  /// Returns the point at another time or under other declarations.
  public DecisionPoint with(Moment other) {
    return new DecisionPoint(pool, other, workload);
  }

  /// Returns the decision on the workload of a joint solve of its pool; empty while it waits for
  /// its former pool.
  ///
  /// Between two joint solves a service is planned at the shadow prices of the last one. Those
  /// belong to what was declared, so under other declarations everything is solved.
  public Optional<Decision> solved() {
    for (PlanEffect effect : Planning.solvePool(pool, moment).effects()) {
      if (effect instanceof PlanEffect.Decided(Decision decision)
          && decision.workload().equals(workload)) {
        return Optional.of(decision);
      }
    }
    return Optional.empty();
  }
}
