package io.rheostat.actuator.protocol.admission;

import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import java.util.List;
import java.util.Optional;

/// Unmet declared minimums, as reservations of a pool's devices, dollars and watts: no scale up of
/// another workload may take them.
///
/// @param pool the shared pool
/// @param unmet workloads below their minimum, in the order of their names
record Minimums(Pool pool, List<Unmet> unmet) {
  Minimums {
    unmet = List.copyOf(unmet);
  }

  /// A workload below its minimum.
  ///
  /// @param missing replicas up to the minimum, 1 or more
  record Unmet(Workload workload, int missing) {}

  /// Returns the first minimum that fits without a command and no longer fits with it, as an error
  /// message; empty when the command takes none.
  ///
  /// @param without possible usage of the pool's workloads without the command
  /// @param with the same with it
  Optional<String> taken(DeviceUsage without, DeviceUsage with) {
    DeviceUsage before = without.copy();
    DeviceUsage after = with.copy();
    for (Unmet one : unmet) {
      boolean fitted = reserve(one, before);
      if (fitted && !reserve(one, after)) {
        return Optional.of(
            "it would take what "
                + one.workload().name()
                + " needs for its minimum of "
                + one.workload().bounds().minReplicas()
                + " replicas");
      }
    }
    return Optional.empty();
  }

  /// Adds the missing replicas on the first placements with room for them; false when some have
  /// none, with the fitting ones added.
  private boolean reserve(Unmet unmet, DeviceUsage usage) {
    int left = unmet.missing();
    for (Placement placement : unmet.workload().placements()) {
      while (left > 0 && usage.fitsOneMore(placement, pool)) {
        usage.add(placement, 1);
        left--;
      }
    }
    return left == 0;
  }
}
