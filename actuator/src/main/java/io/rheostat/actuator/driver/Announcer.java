package io.rheostat.actuator.driver;

import io.rheostat.model.fleet.Workload;
import java.util.List;

/// Keeps announcements at targets.
public interface Announcer {
  /// Writes an announcement at the workload's targets that this announcer serves. The same one
  /// again changes nothing.
  ///
  /// @param workload as this machine's own configuration declares it
  /// @return why it could not be written, one reason for each target where it was not
  List<String> announce(Workload workload, Announcement announcement);
}
