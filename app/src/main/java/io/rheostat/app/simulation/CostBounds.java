package io.rheostat.app.simulation;

import io.rheostat.simulator.contest.Trial;
import java.util.OptionalDouble;

/// What a trial costs at least, whoever runs it.
final class CostBounds {
  private CostBounds() {}

  /// Dollars that no policy can stay below at the service's attainment; empty where it is not
  /// known. The one place to ask for it.
  static OptionalDouble usd(Trial trial) {
    return OptionalDouble.empty();
  }
}
