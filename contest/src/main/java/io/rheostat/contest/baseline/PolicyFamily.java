package io.rheostat.contest.baseline;

import io.rheostat.contest.trial.Contender;
import io.rheostat.model.Require;
import java.util.List;

/// One autoscaler with the settings it may be given.
///
/// @param name of the family, and of its shipped contender
/// @param about its rule, in a line
/// @param shipped contender with its project's settings, or with settings derived from the
///     service's facts by its guides
/// @param grid contenders with the settings tried in hindsight, each named `family(setting=…)`
public record PolicyFamily(String name, String about, Contender shipped, List<Contender> grid) {
  public PolicyFamily {
    Require.text("name", name);
    Require.text("about", about);
    grid = List.copyOf(grid);
  }
}
