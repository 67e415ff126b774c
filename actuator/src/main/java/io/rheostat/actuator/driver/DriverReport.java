package io.rheostat.actuator.driver;

import io.rheostat.model.command.Generation;
import io.rheostat.model.command.PlacementStatus;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A driver's report on a workload's targets.
public sealed interface DriverReport {
  /// Observed status of the targets.
  ///
  /// @param generation newest generation at the targets
  /// @param placements a status each
  /// @param complete whether the target reports the job as ended
  /// @param otherWriter another writer of the target
  /// @param carried generation at each placement's target, where targets report it
  /// @param failed whether it ended by failing for good; never without `complete`
  record Seen(
      Generation generation,
      List<PlacementStatus> placements,
      boolean complete,
      Optional<String> otherWriter,
      SortedMap<String, Generation> carried,
      boolean failed)
      implements DriverReport {
    public Seen {
      placements = List.copyOf(placements);
      carried = Collections.unmodifiableSortedMap(new TreeMap<>(carried));
    }

    /// Creates the report of a target with one generation for all its placements.
    public Seen(
        Generation generation,
        List<PlacementStatus> placements,
        boolean complete,
        Optional<String> otherWriter) {
      this(generation, placements, complete, otherWriter, new TreeMap<>());
    }

    /// Creates the report of targets without a failed job.
    public Seen(
        Generation generation,
        List<PlacementStatus> placements,
        boolean complete,
        Optional<String> otherWriter,
        SortedMap<String, Generation> carried) {
      this(generation, placements, complete, otherWriter, carried, false);
    }
  }

  /// The target did not answer: nothing is reported, the last observation stays.
  record Unknown(String reason) implements DriverReport {}
}
