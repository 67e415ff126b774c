package io.rheostat.model.resource;

import io.rheostat.model.Require;
import java.util.SortedMap;
import java.util.TreeMap;

/// Address of a placement's replicas, in the terms of their driver.
///
/// @param driver `observe`, `simulated`, `kubernetes`, …
/// @param settings the driver's keys to find it, such as `cluster` or `deployment`
public record Target(String driver, SortedMap<String, String> settings) {
  /// Nothing is resized: commands are only reported.
  public static final Target OBSERVE = new Target("observe", new TreeMap<>());

  /// Name of the driver with only computed replicas.
  public static final String SIMULATED = "simulated";

  public Target {
    Require.text("driver", driver);
    settings = Require.sortedCopy(settings);
  }
}
