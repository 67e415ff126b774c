package io.rheostat.model.fleet;

import io.rheostat.model.Require;
import java.util.SortedMap;
import java.util.TreeMap;

/// Where a placement's replicas really live, in the words of the driver that resizes them.
///
/// @param driver `observe`, `simulated`, `kubernetes`, …
/// @param settings what the driver needs to find it, such as `cluster` or `deployment`
public record Target(String driver, SortedMap<String, String> settings) {
  /// Nothing is resized: commands are only reported.
  public static final Target OBSERVE = new Target("observe", new TreeMap<>());

  /// The driver whose replicas are only computed.
  public static final String SIMULATED = "simulated";

  public Target {
    Require.text("driver", driver);
    settings = Require.sortedCopy(settings);
  }
}
