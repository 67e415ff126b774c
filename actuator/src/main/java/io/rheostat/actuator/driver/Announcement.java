package io.rheostat.actuator.driver;

import java.time.Instant;
import java.util.Optional;

/// Something about a workload that its owners should see where they look first: at the target.
///
/// @param workload which
/// @param placement the one it is about; all of them when empty
/// @param kind what it is
/// @param words for a person
/// @param at when it was decided; with the others it tells one announcement from the next
public record Announcement(
    String workload, Optional<String> placement, Kind kind, String words, Instant at) {
  /// What is announced.
  public enum Kind {
    /// Another size is wanted, or would be, and something keeps the present one.
    HELD("Held", false),
    /// The cluster has no room for a placement.
    NO_CAPACITY("NoCapacity", true);

    private final String reason;
    private final boolean warning;

    Kind(String reason, boolean warning) {
      this.reason = reason;
      this.warning = warning;
    }

    /// In one word, as events name it.
    public String reason() {
      return reason;
    }

    /// Whether somebody should do something.
    public boolean isWarning() {
      return warning;
    }
  }
}
