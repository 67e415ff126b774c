package io.rheostat.actuator.driver;

import io.rheostat.model.command.Generation;
import io.rheostat.model.command.PlacementStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a driver sees at a workload's targets.
public sealed interface Report {
  /// What was seen.
  ///
  /// @param generation the newest that the targets carry
  /// @param placements a status each
  /// @param complete whether the target says the job is done
  /// @param otherWriter who else changes the target
  record Seen(
      Generation generation,
      List<PlacementStatus> placements,
      boolean complete,
      Optional<String> otherWriter)
      implements Report {
    public Seen {
      placements = List.copyOf(placements);
    }

    /// This and what was seen at other targets of the same workload: the newer generation, done
    /// when either says so.
    Seen with(Seen other) {
      List<PlacementStatus> both = new ArrayList<>(placements);
      both.addAll(other.placements());
      return new Seen(
          generation.compareTo(other.generation()) >= 0 ? generation : other.generation(),
          both,
          complete || other.complete(),
          otherWriter.or(other::otherWriter));
    }
  }

  /// The target did not answer: nothing is reported, what was last seen stays.
  record Unknown(String reason) implements Report {}
}
