package io.rheostat.model.log;

import io.rheostat.model.Require;
import io.rheostat.model.command.Generation;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.JobProfile;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Change of a declaration, broadcast to every partition of both logs.
///
/// @param revision fleet revision it belongs to; never falls
/// @param change the change
public record Declaration(long revision, Change change) {
  public Declaration {
    Require.atLeast("revision", 1, revision);
  }

  /// One declared thing.
  public sealed interface Change {
    /// Returns the declarations of a whole fleet, each after those it names: devices, pools,
    /// workloads.
    static List<Change> allOf(Fleet fleet) {
      List<Change> changes = new ArrayList<>();
      fleet.devices().values().forEach(device -> changes.add(new OfDevice(device)));
      fleet.pools().values().forEach(pool -> changes.add(new OfPool(pool)));
      for (Workload workload : fleet.workloads().values()) {
        changes.add(new OfWorkload(workload, Optional.empty()));
      }
      return changes;
    }

    /// A device type is new or different.
    record OfDevice(Device device) implements Change {}

    /// A pool is new or different.
    record OfPool(Pool pool) implements Change {}

    /// A workload is new or different.
    ///
    /// @param movedFrom its previous pool, when it moves: the new pool then waits for the release
    ///     by the previous one
    record OfWorkload(Workload workload, Optional<String> movedFrom) implements Change {}

    /// Jobs of a profile key left step times to later ones; with none, the profile is forgotten.
    record OfProfile(JobProfile profile) implements Change {}

    /// A workload is declared no longer.
    record WorkloadWithdrawn(String workload) implements Change {}

    /// A pool is declared no longer; nothing runs in it.
    record PoolWithdrawn(String pool) implements Change {}

    /// A device type is declared no longer; nothing uses it.
    record DeviceWithdrawn(String device) implements Change {}

    /// Nothing of a workload may change, or of any when `workload` is `*`.
    ///
    /// @param by author of the request
    record Freeze(String workload, String by) implements Change {}

    /// A freeze ends.
    ///
    /// @param by author of the request
    record Unfreeze(String workload, String by) implements Change {}

    /// A proposal is answered; the planner reports the result in a decision.
    ///
    /// @param proposal the proposal's generation
    /// @param approved false when it is to be dropped
    /// @param by author of the answer
    record Answered(String workload, Generation proposal, boolean approved, String by)
        implements Change {}
  }
}
