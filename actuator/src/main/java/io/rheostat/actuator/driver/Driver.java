package io.rheostat.actuator.driver;

import io.rheostat.actuator.protocol.queue.Attempt;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Order;
import io.rheostat.model.fleet.Workload;

/// Port to one kind of target. To add one, implement this and name it in the assembly.
///
/// Calls may come from several threads and may block; neither method throws for a failure of a
/// target.
public interface Driver {
  /// Applies an order at its target. The generation must be written there under a precondition, so
  /// the target itself refuses an older one; the same one again changes nothing.
  Attempt apply(String workload, Order order, Generation generation);

  /// Observes the replicas on the placements of a workload. All of them have one target: a workload
  /// with several is observed in parts.
  DriverReport observe(Workload workload);
}
