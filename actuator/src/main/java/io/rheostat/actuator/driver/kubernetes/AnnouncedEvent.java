package io.rheostat.actuator.driver.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.rheostat.actuator.driver.Announcement;
import io.rheostat.actuator.driver.kubernetes.api.Address;
import io.rheostat.actuator.driver.kubernetes.object.ClusterTarget;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Event at an object about a decision without any change there.
///
/// @param target the object
/// @param object as it was read
/// @param announcement the reported announcement
record AnnouncedEvent(ClusterTarget target, JsonNode object, Announcement announcement) {
  Address address() {
    return event().address();
  }

  private EventBody event() {
    // The same words within an hour are one event, whichever process writes them.
    String told =
        String.join(
            " ",
            announcement.workload(),
            announcement.kind().reason(),
            announcement.words(),
            announcement.at().truncatedTo(ChronoUnit.HOURS).toString());
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
