package io.rheostat.actuator.driver;

import io.rheostat.actuator.protocol.Attempt;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Order;
import io.rheostat.model.fleet.Workload;

/// What resizes one kind of target. To add one, implement this and name it in the assembly.
///
/// Calls may come from several threads and may block; neither method throws for what a target does.
public interface Driver {
  /// Makes an order true at its target. The generation must be written there under a precondition,
  /// so that an older one is refused by the target itself; the same one again changes nothing.
  Attempt apply(String workload, Order order, Generation generation);

  /// What really runs on the placements of a workload, which all have one target: a workload with
  /// several is asked about in parts.
  Report observe(Workload workload);
}
