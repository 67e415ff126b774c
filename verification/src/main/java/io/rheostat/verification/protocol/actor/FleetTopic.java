package io.rheostat.verification.protocol.actor;

import io.rheostat.actuator.protocol.queue.DeclaredState;
import io.rheostat.model.fleet.Fleet;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Content of the fleet topic at each of its changes.
public final class FleetTopic {
  private final List<Version> versions = new ArrayList<>();

  private record Version(long at, DeclaredState declared) {}

  void publish(DeclaredState declared, long now) {
    versions.add(new Version(now, declared));
  }

  /// Returns the knowledge of a reader with its last read at a time.
  DeclaredState known(long at) {
    DeclaredState known = new DeclaredState(Fleet.EMPTY, new TreeMap<>());
    for (Version version : versions) {
      if (version.at() <= at) {
        known = version.declared();
      }
    }
    return known;
  }
}
