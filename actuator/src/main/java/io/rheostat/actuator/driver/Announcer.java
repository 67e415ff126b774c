package io.rheostat.actuator.driver;

import io.rheostat.model.fleet.Workload;
import java.util.List;

/// Port for announcements at targets.
public interface Announcer {
  /// Writes an announcement at the workload's targets served by this announcer. The same one again
  /// changes nothing.
  ///
  /// @param workload as this machine's own configuration declares it
  /// @return reasons for targets without the announcement, one for each
  List<String> announce(Workload workload, Announcement announcement);
}
