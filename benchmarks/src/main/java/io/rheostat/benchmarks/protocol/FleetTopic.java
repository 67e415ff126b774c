package io.rheostat.benchmarks.protocol;

import io.rheostat.actuator.protocol.Declared;
import io.rheostat.model.fleet.Fleet;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Content of the fleet topic at each of its changes.
final class FleetTopic {
  private final List<Version> versions = new ArrayList<>();

  private record Version(long at, Declared declared) {}

  void publish(Declared declared, long now) {
    versions.add(new Version(now, declared));
  }

  /// Returns the knowledge of a reader with its last read at a time.
  Declared known(long at) {
    Declared known = new Declared(Fleet.EMPTY, new TreeMap<>());
    for (Version version : versions) {
      if (version.at() <= at) {
        known = version.declared();
      }
    }
    return known;
  }
}
