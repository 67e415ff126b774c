package io.rheostat.contest.matrix;

import java.util.ArrayList;
import java.util.List;

/// Amount of runs on a trial.
///
/// @param settings most of each family's grid, spread evenly; 0 for the shipped ones only
/// @param schedules most of the clairvoyant's, spread evenly; 0 for none
/// @param foreseen attainment required of the clairvoyant, 0..1
/// @param shipped whether families run at all
public record RunAmount(int settings, int schedules, double foreseen, boolean shipped) {
  /// Everything.
  static final RunAmount FULL = new RunAmount(Integer.MAX_VALUE, Integer.MAX_VALUE, 0.99, true);

  /// Traces of six hours.
  static final RunAmount LONG = new RunAmount(5, 8, 0.99, true);

  /// Random ramps: many, with fewer schedules each.
  static final RunAmount RAMPS = new RunAmount(Integer.MAX_VALUE, 14, 0.995, true);

  /// Families as shipped.
  public static final RunAmount SHIPPED = new RunAmount(0, 0, 0.99, true);

  /// Rheostat alone.
  public static final RunAmount OWN = new RunAmount(0, 0, 0.99, false);

  /// Returns at most so many of a list, spread evenly, the first and the last among them.
  static <T> List<T> spread(List<T> all, int most) {
    if (all.size() <= most) {
      return all;
    }
    List<T> some = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      some.add(all.get(most == 1 ? 0 : (int) ((long) i * (all.size() - 1) / (most - 1))));
    }
    return some;
  }
}
