package io.rheostat.model.log;

import io.rheostat.model.Require;
import io.rheostat.model.command.Generation;
import io.rheostat.model.fleet.Device;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import java.util.Optional;

/// A change of what is declared, broadcast to every partition of both logs.
///
/// @param revision fleet revision it belongs to; never falls
/// @param change what changed
public record Declaration(long revision, Change change) {
  public Declaration {
    Require.atLeast("revision", 1, revision);
  }

  /// One declared thing.
  public sealed interface Change {
    /// A device type is new or different.
    record OfDevice(Device device) implements Change {}

    /// A pool is new or different.
    record OfPool(Pool pool) implements Change {}

    /// A workload is new or different.
    ///
    /// @param movedFrom the pool it belonged to before, when it moves: the new pool then waits for
    ///     that one to let go
    record OfWorkload(Workload workload, Optional<String> movedFrom) implements Change {}

    /// A workload is declared no longer.
    record WorkloadWithdrawn(String workload) implements Change {}

    /// A pool is declared no longer; nothing runs in it.
    record PoolWithdrawn(String pool) implements Change {}

    /// A device type is declared no longer; nothing uses it.
    record DeviceWithdrawn(String device) implements Change {}

    /// Nothing of a workload may change, or of any when `workload` is `*`.
    ///
    /// @param by who asked
    record Freeze(String workload, String by) implements Change {}

    /// A freeze ends.
    ///
    /// @param by who asked
    record Unfreeze(String workload, String by) implements Change {}

    /// A proposal is answered; the planner says in a decision what became of it.
    ///
    /// @param proposal the proposal's generation
    /// @param approved false when it is to be dropped
    /// @param by who answered
    record Answered(String workload, Generation proposal, boolean approved, String by)
        implements Change {}
  }
}
