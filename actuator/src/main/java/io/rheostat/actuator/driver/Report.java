package io.rheostat.actuator.driver;

import io.rheostat.model.command.Generation;
import io.rheostat.model.command.PlacementStatus;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a driver sees at a workload's targets.
public sealed interface Report {
  /// What was seen.
  ///
  /// @param generation the newest that the targets carry
  /// @param placements a status each
  /// @param complete whether the target says the job is done
  /// @param otherWriter who else changes the target
  /// @param carried generation that each placement's target carries, where targets tell
  record Seen(
      Generation generation,
      List<PlacementStatus> placements,
      boolean complete,
      Optional<String> otherWriter,
      SortedMap<String, Generation> carried)
      implements Report {
    public Seen {
      placements = List.copyOf(placements);
      carried = Collections.unmodifiableSortedMap(new TreeMap<>(carried));
    }

    /// A report of a target that tells one generation for all its placements.
    public Seen(
        Generation generation,
        List<PlacementStatus> placements,
        boolean complete,
        Optional<String> otherWriter) {
      this(generation, placements, complete, otherWriter, new TreeMap<>());
    }
  }

  /// The target did not answer: nothing is reported, what was last seen stays.
  record Unknown(String reason) implements Report {}
}
