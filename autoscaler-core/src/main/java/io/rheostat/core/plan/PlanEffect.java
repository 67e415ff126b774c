package io.rheostat.core.plan;

import io.rheostat.model.command.Command;
import io.rheostat.model.decision.Decision;
import io.rheostat.model.log.Released;

/// What the plan stage tells others.
public sealed interface PlanEffect {
  /// A decision worth keeping: another kind, target or binding guard than the last one, or a minute
  /// has passed.
  record Decided(Decision decision) implements PlanEffect {}

  /// A command for the actuator.
  record Issued(Command command) implements PlanEffect {}

  /// A workload is let go of, for the partition of its new pool.
  record LetGo(Released released) implements PlanEffect {}
}
