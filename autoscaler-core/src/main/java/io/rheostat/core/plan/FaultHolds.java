package io.rheostat.core.plan;

import io.rheostat.core.member.MemberState;
import io.rheostat.core.plan.decision.PlanEffect;
import io.rheostat.core.pool.PoolState;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.Outcome;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.decision.HoldReason;
import io.rheostat.model.decision.Rationale;
import io.rheostat.model.estimate.Estimate;
import io.rheostat.model.log.PoolEvent;
import io.rheostat.model.log.Released;
import io.rheostat.model.signal.Alert;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Hold decisions for failed planning, so a bug never silences a workload.
final class FaultHolds {
  /// Interval of reports on failing ticks, seconds: ticks come each second.
  private static final int TICK_SECONDS = 30;

  private FaultHolds() {}

  /// Returns a hold for each member concerned by the event.
  static List<PlanEffect> of(PoolState state, PoolEvent event, Instant now, String problem) {
    List<PlanEffect> effects = new ArrayList<>();
    for (MemberState member : state.members().values()) {
      String workload = member.workload().name();
      if (concerns(event, workload, now)) {
        String words =
            "the planner failed with " + problem + " and changed nothing; this is a bug, report it";
        effects.add(
            new PlanEffect.Decided(
                new Decision.Hold(
                    workload,
                    state.root().name(),
                    now,
                    member.desired(),
                    HoldReason.FAULT,
                    Rationale.of(words))));
      }
    }
    return effects;
  }

  private static boolean concerns(PoolEvent event, String workload, Instant now) {
    return switch (event) {
      case PoolEvent.Estimated(Estimate estimate) -> estimate.workload().equals(workload);
      case PoolEvent.Alerted(String _, Alert alert) -> alert.workload().equals(workload);
      case PoolEvent.Concluded(Outcome outcome) -> outcome.workload().equals(workload);
      case PoolEvent.Observation(Observed observed) -> observed.workload().equals(workload);
      case PoolEvent.HandedOver(Released released) -> released.workload().equals(workload);
      case PoolEvent.Declared _ -> true;
      case PoolEvent.Tick() -> now.getEpochSecond() % TICK_SECONDS == 0;
    };
  }
}
