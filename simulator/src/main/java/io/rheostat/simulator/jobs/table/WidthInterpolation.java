package io.rheostat.simulator.jobs.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.SortedSet;

/// Linear interpolation over measured pairs of nodes and replicas.
///
/// Measured node counts form columns of replicas. Between two columns their points are triangulated
/// by Delaunay's criterion, and a pair is a mixture of its triangle's corners; on a column it is
/// one of its two neighbours. Beyond the columns the nearest is taken.
final class WidthInterpolation {
  private final NavigableMap<Integer, NavigableSet<Integer>> columns;

  /// A measured pair with its share of the mixture.
  record Corner(int nodes, int replicas, double weight) {}

  /// @param columns measured replicas by number of nodes
  WidthInterpolation(NavigableMap<Integer, NavigableSet<Integer>> columns) {
    this.columns = columns;
  }

  /// Returns the measured pairs of which a pair is the mixture.
  List<Corner> at(int nodes, int replicas) {
    Map.Entry<Integer, NavigableSet<Integer>> below = columns.floorEntry(nodes);
    Map.Entry<Integer, NavigableSet<Integer>> above = columns.ceilingEntry(nodes);
    if (below == null || above == null) {
      int nearest = below == null ? columns.firstKey() : columns.lastKey();
      return alongColumn(nearest, replicas, 1);
    }
    return below.getKey().equals(above.getKey())
        ? alongColumn(nodes, replicas, 1)
        : between(below.getKey(), above.getKey(), nodes, replicas);
  }

  private List<Corner> alongColumn(int nodes, double replicas, double weight) {
    NavigableSet<Integer> column = column(nodes);
    Integer low = column.floor((int) Math.floor(replicas));
    Integer high = column.ceiling((int) Math.ceil(replicas));
    if (low == null || high == null || low.equals(high)) {
      int only = low == null ? column.first() : high == null ? column.last() : low;
      return List.of(new Corner(nodes, only, weight));
    }
    double share = (replicas - low) / (high - low);
    return List.of(
        new Corner(nodes, low, weight * (1 - share)), new Corner(nodes, high, weight * share));
  }

  private NavigableSet<Integer> column(int nodes) {
    NavigableSet<Integer> column = columns.get(nodes);
    if (column == null) {
      throw new IllegalStateException("nothing was measured on " + nodes + " nodes.");
    }
    return column;
  }

  /// Walks up both columns triangle by triangle to the one with the pair.
  private List<Corner> between(int left, int right, int nodes, int replicas) {
    List<Integer> a = new ArrayList<>(column(left));
    List<Integer> b = new ArrayList<>(column(right));
    double share = (nodes - left) / (double) (right - left);
    int i = 0;
    int j = 0;
    while (i + 1 < a.size() || j + 1 < b.size()) {
      boolean onLeft =
          j + 1 >= b.size()
              || (i + 1 < a.size()
                  && isDelaunay(right - left, a.get(i), b.get(j), a.get(i + 1), b.get(j + 1)));
      double edge =
          onLeft
              ? (1 - share) * a.get(i + 1) + share * b.get(j)
              : (1 - share) * a.get(i) + share * b.get(j + 1);
      if (replicas <= edge) {
        return mixture(
            left,
            right,
            share,
            replicas,
            a.get(i),
            b.get(j),
            onLeft ? new Corner(left, a.get(i + 1), 0) : new Corner(right, b.get(j + 1), 0));
      }
      i += onLeft ? 1 : 0;
      j += onLeft ? 0 : 1;
    }
    return List.of(new Corner(left, a.getLast(), 1 - share), new Corner(right, b.getLast(), share));
  }

  private static List<Corner> mixture(
      int left, int right, double share, int replicas, int onLeft, int onRight, Corner third) {
    double edge = (1 - share) * onLeft + share * onRight;
    boolean isLeft = third.nodes() == left;
    int other = isLeft ? onLeft : onRight;
    double side = isLeft ? 1 - share : share;
    double ofThird = Math.max(0, (replicas - edge) / (third.replicas() - other));
    ofThird = Math.min(ofThird, side);
    return List.of(
        new Corner(left, onLeft, isLeft ? 1 - share - ofThird : 1 - share),
        new Corner(right, onRight, isLeft ? share : share - ofThird),
        new Corner(third.nodes(), third.replicas(), ofThird));
  }

  /// Returns whether the circle around the two lower points and the next on the left leaves out the
  /// next on the right.
  private static boolean isDelaunay(int distance, int a, int b, int nextA, int nextB) {
    // The circle's middle lies on the bisector of a and nextA, both at x = 0.
    double y = (a + nextA) / 2.0;
    double x =
        (distance * (double) distance + (b - y) * (b - y) - (a - y) * (a - y)) / (2.0 * distance);
    double radius = x * x + (a - y) * (a - y);
    double next = (distance - x) * (distance - x) + (nextB - y) * (nextB - y);
    return next >= radius;
  }

  /// Returns the measured numbers of nodes.
  SortedSet<Integer> nodes() {
    return columns.navigableKeySet();
  }
}
