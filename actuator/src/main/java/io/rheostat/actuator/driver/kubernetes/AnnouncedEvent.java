package io.rheostat.actuator.driver.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.rheostat.actuator.driver.Announcement;
import java.time.Instant;

/// Event at an object about a decision that has changed nothing there.
///
/// @param target the object
/// @param object as it was read
/// @param announcement what is told
record AnnouncedEvent(ClusterTarget target, JsonNode object, Announcement announcement) {
  Address address() {
    return event().address();
  }

  private EventBody event() {
    String told =
        String.join(
            " ",
            announcement.workload(),
            announcement.placement().orElse(""),
            announcement.kind().reason(),
            announcement.at().toString());
    return new EventBody(target, object, told);
  }

  /// Returns the event as the server takes it, dated by a clock of ours.
  JsonNode body(Instant now) {
    return event()
        .of(
            announcement.kind().isWarning() ? "Warning" : "Normal",
            announcement.kind().reason(),
            announcement.workload() + ": " + announcement.words(),
            now);
  }
}
