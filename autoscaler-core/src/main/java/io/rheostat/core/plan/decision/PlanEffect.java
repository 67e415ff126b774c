package io.rheostat.core.plan.decision;

import io.rheostat.model.command.Command;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.log.Released;

/// Effect of the plan stage.
public sealed interface PlanEffect {
  /// Decision worth keeping: another kind, target or binding guard than the last one, or a minute
  /// has passed.
  record Decided(Decision decision) implements PlanEffect {}

  /// Command for the actuator.
  record Issued(Command command) implements PlanEffect {}

  /// Release of a workload, for the partition of its new pool.
  record LetGo(Released released) implements PlanEffect {}
}
