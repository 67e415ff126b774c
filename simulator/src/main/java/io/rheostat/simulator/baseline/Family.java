package io.rheostat.simulator.baseline;

import io.rheostat.model.Require;
import io.rheostat.simulator.contest.Contender;
import java.util.List;

/// One autoscaler with the settings it may be given.
///
/// @param name of the family, and of its shipped contender
/// @param about what it does, in a line
/// @param shipped with its project's settings, or those that its guides make of the service's facts
/// @param grid the settings tried when it is tuned in hindsight, each named `family(setting=…)`
public record Family(String name, String about, Contender shipped, List<Contender> grid) {
  public Family {
    Require.text("name", name);
    Require.text("about", about);
    grid = List.copyOf(grid);
  }
}
