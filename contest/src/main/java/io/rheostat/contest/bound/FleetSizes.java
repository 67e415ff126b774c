package io.rheostat.contest.bound;

import java.util.ArrayList;
import java.util.List;

/// Possible sizes of a service's fleet, in ascending order of their price.
///
/// A size is the price of its replicas per second. A dollar of replicas does a dollar of work at
/// most, for work is counted at its cheapest placement. So the price of a mixture of placements is
/// its capacity too, and one number stands for it. With several placements this is a relaxation:
/// every request goes to its cheapest placement whatever the mixture, and a change of size pays
/// start-up for its rise in price only. Capacity counts in units of a part of the cheapest replica,
/// rounded up; with one placement this is exact.
///
/// @param usdPerSecond price of each size
/// @param units capacity of each size, in `unitUsdPerSecond`; ascending without equals
/// @param unitUsdPerSecond the unit
@SuppressWarnings("ArrayRecordComponent") // built once, never changed
record FleetSizes(double[] usdPerSecond, int[] units, double unitUsdPerSecond) {
  /// Units of the cheapest replica, when there are several placements.
  private static final int PARTS = 4;

  /// Returns the sizes of a fleet on some lanes.
  ///
  /// @param floor fewest replicas
  /// @param enough price per second beyond the use of a larger size
  static FleetSizes of(List<PlacementCost> lanes, int floor, double enough) {
    double cheapest = lanes.stream().mapToDouble(PlacementCost::usdPerSecond).min().orElseThrow();
    double unit = lanes.size() == 1 ? cheapest : cheapest / PARTS;
    double[] sums = {0};
    for (PlacementCost lane : lanes) {
      sums = with(sums, lane, enough);
    }
    List<Double> prices = new ArrayList<>();
    List<Integer> units = new ArrayList<>();
    double least = floor * cheapest * (1 - 1e-9);
    for (double sum : sums) {
      int capacity = (int) StrictMath.ceil(sum / unit - 1e-9);
      boolean distinct = units.isEmpty() || units.getLast() < capacity;
      if (sum >= least && distinct) {
        prices.add(sum);
        units.add(capacity);
      }
    }
    if (prices.isEmpty()) {
      prices.add(sums[sums.length - 1]);
      units.add((int) StrictMath.ceil(sums[sums.length - 1] / unit - 1e-9));
    }
    return new FleetSizes(
        prices.stream().mapToDouble(Double::doubleValue).toArray(),
        units.stream().mapToInt(Integer::intValue).toArray(),
        unit);
  }

  int count() {
    return units.length;
  }

  /// Returns all sums with 0 or more replicas of a placement, ascending, up to the first sufficient
  /// one.
  private static double[] with(double[] sums, PlacementCost lane, double enough) {
    List<Double> all = new ArrayList<>();
    double least = Double.POSITIVE_INFINITY;
    for (double sum : sums) {
      for (int replicas = 0; replicas <= lane.most(); replicas++) {
        double total = sum + replicas * lane.usdPerSecond();
        all.add(total);
        least = total >= enough ? StrictMath.min(least, total) : least;
      }
    }
    double last = least;
    return all.stream()
        .mapToDouble(Double::doubleValue)
        .filter(total -> total <= last)
        .sorted()
        .toArray();
  }
}
