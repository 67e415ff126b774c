package io.rheostat.actuator.driver;

import java.time.Instant;
import java.util.Optional;

/// A notice about a workload, shown at its target, the first place its owners check.
///
/// @param workload its name
/// @param placement the affected placement; all of them when empty
/// @param kind kind of the notice
/// @param words message for a person
/// @param at time of the decision; with the other fields it identifies the announcement
public record Announcement(
    String workload, Optional<String> placement, Kind kind, String words, Instant at) {
  /// Kind of an announcement.
  public enum Kind {
    /// Another size is desired, or would be, and something keeps the present one.
    HELD("Held", false),
    /// Missing room in the cluster for a placement.
    NO_CAPACITY("NoCapacity", true);

    private final String reason;
    private final boolean warning;

    Kind(String reason, boolean warning) {
      this.reason = reason;
      this.warning = warning;
    }

    /// Returns the kind in one word, as events name it.
    public String reason() {
      return reason;
    }

    /// Returns whether somebody should do something.
    public boolean isWarning() {
      return warning;
    }
  }
}
