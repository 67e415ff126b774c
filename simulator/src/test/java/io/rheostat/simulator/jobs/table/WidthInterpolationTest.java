package io.rheostat.simulator.jobs.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rheostat.simulator.jobs.table.WidthInterpolation.Corner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/// Mixtures of measured widths, by hand and against Delaunay's criterion.
final class WidthInterpolationTest {
  private static WidthInterpolation columns(Map<Integer, List<Integer>> measured) {
    NavigableMap<Integer, NavigableSet<Integer>> columns = new TreeMap<>();
    measured.forEach((nodes, replicas) -> columns.put(nodes, new TreeSet<>(replicas)));
    return new WidthInterpolation(columns);
  }

  private static List<Corner> weighing(List<Corner> corners) {
    return corners.stream().filter(corner -> corner.weight() > 1e-12).toList();
  }

  @Test
  void aMeasuredPairIsItself() {
    WidthInterpolation widths = columns(Map.of(1, List.of(1, 2, 4), 2, List.of(2, 8)));

    assertThat(weighing(widths.at(1, 2))).containsExactly(new Corner(1, 2, 1));
    assertThat(weighing(widths.at(2, 8))).containsExactly(new Corner(2, 8, 1));
    assertThat(widths.nodes()).containsExactly(1, 2);
  }

  @Test
  void onAColumnItsNeighboursAreMixed() {
    WidthInterpolation widths = columns(Map.of(1, List.of(1, 2, 4), 2, List.of(2, 8)));

    assertThat(widths.at(1, 3)).containsExactly(new Corner(1, 2, 0.5), new Corner(1, 4, 0.5));
    assertThat(widths.at(2, 5)).containsExactly(new Corner(2, 2, 0.5), new Corner(2, 8, 0.5));
  }

  @Test
  void beyondTheMeasuredTheNearestIsTaken() {
    WidthInterpolation widths = columns(Map.of(2, List.of(2, 8), 4, List.of(4, 16)));

    assertThat(weighing(widths.at(2, 20))).containsExactly(new Corner(2, 8, 1));
    assertThat(weighing(widths.at(1, 1))).containsExactly(new Corner(2, 2, 1));
    assertThat(weighing(widths.at(9, 16))).containsExactly(new Corner(4, 16, 1));
  }

  /// Whole nodes of four: 20 replicas on 5 nodes lie halfway between 16 on 4 and 24 on 6.
  @Test
  void wholeNodesBetweenTwoColumnsMixTheWholeNodes() {
    WidthInterpolation widths = columns(Map.of(4, List.of(16), 6, List.of(24)));

    assertThat(weighing(widths.at(5, 20)))
        .containsExactlyInAnyOrder(new Corner(4, 16, 0.5), new Corner(6, 24, 0.5));
  }

  /// In the triangle (2, 2), (4, 4), (4, 8) the pair (3, 4) is a half, a quarter and a quarter.
  @Test
  void aPairBetweenColumnsIsTheMixtureOfItsTriangle() {
    WidthInterpolation widths = columns(Map.of(2, List.of(2), 4, List.of(4, 8)));

    assertThat(weighing(widths.at(3, 4)))
        .containsExactlyInAnyOrder(
            new Corner(2, 2, 0.5), new Corner(4, 4, 0.25), new Corner(4, 8, 0.25));
  }

  @Test
  void aPairOutsideTheHullIsTakenOnItsEdge() {
    WidthInterpolation widths = columns(Map.of(2, List.of(2, 8), 4, List.of(4, 16)));

    assertThat(weighing(widths.at(3, 1)))
        .containsExactlyInAnyOrder(new Corner(2, 2, 0.5), new Corner(4, 4, 0.5));
    assertThat(weighing(widths.at(3, 30)))
        .containsExactlyInAnyOrder(new Corner(2, 8, 0.5), new Corner(4, 16, 0.5));
  }

  /// Weights add up to 1 and to the pair itself, and no measured pair lies inside the circle around
  /// the corners.
  @Property(tries = 300)
  void cornersAreATriangleOfDelaunay(@ForAll long seed) {
    Random random = new Random(seed);
    int left = 1 + random.nextInt(5);
    int right = left + 2 + random.nextInt(4);
    NavigableMap<Integer, NavigableSet<Integer>> columns = new TreeMap<>();
    for (int nodes : new int[] {left, right}) {
      columns.put(nodes, new TreeSet<>());
      for (int i = 1 + random.nextInt(6); i > 0; i--) {
        Objects.requireNonNull(columns.get(nodes)).add(nodes + random.nextInt(20));
      }
    }
    int nodes = left + 1 + random.nextInt(right - left - 1);
    double share = (nodes - left) / (double) (right - left);
    double lowest =
        mean(
            Objects.requireNonNull(columns.get(left)).first(),
            Objects.requireNonNull(columns.get(right)).first(),
            share);
    double highest =
        mean(
            Objects.requireNonNull(columns.get(left)).last(),
            Objects.requireNonNull(columns.get(right)).last(),
            share);
    for (int replicas = (int) Math.ceil(lowest); replicas <= highest; replicas++) {
      List<Corner> corners = new WidthInterpolation(columns).at(nodes, replicas);

      assertThat(corners).allSatisfy(c -> assertThat(c.weight()).isBetween(-1e-12, 1 + 1e-12));
      assertThat(corners.stream().mapToDouble(Corner::weight).sum()).isCloseTo(1, within(1e-9));
      assertThat(corners.stream().mapToDouble(c -> c.weight() * c.nodes()).sum())
          .isCloseTo(nodes, within(1e-9));
      assertThat(corners.stream().mapToDouble(c -> c.weight() * c.replicas()).sum())
          .isCloseTo(replicas, within(1e-9));
      if (corners.size() == 3) {
        for (long[] other : points(columns)) {
          assertThat(isInside(corners, other))
              .as("%s in %s", Arrays.toString(other), corners)
              .isFalse();
        }
      }
    }
  }

  private static double mean(int low, int high, double share) {
    return (1 - share) * low + share * high;
  }

  private static List<long[]> points(NavigableMap<Integer, NavigableSet<Integer>> columns) {
    List<long[]> points = new ArrayList<>();
    columns.forEach(
        (nodes, column) -> column.forEach(replicas -> points.add(new long[] {nodes, replicas})));
    return points;
  }

  /// The determinant of the textbook, over whole numbers and so without an error.
  private static boolean isInside(List<Corner> corners, long[] point) {
    long[][] d = new long[3][3];
    for (int i = 0; i < 3; i++) {
      d[i][0] = corners.get(i).nodes() - point[0];
      d[i][1] = corners.get(i).replicas() - point[1];
      d[i][2] = d[i][0] * d[i][0] + d[i][1] * d[i][1];
    }
    long inside =
        d[0][0] * (d[1][1] * d[2][2] - d[2][1] * d[1][2])
            - d[0][1] * (d[1][0] * d[2][2] - d[2][0] * d[1][2])
            + d[0][2] * (d[1][0] * d[2][1] - d[2][0] * d[1][1]);
    long turn =
        (d[1][0] - d[0][0]) * (d[2][1] - d[0][1]) - (d[1][1] - d[0][1]) * (d[2][0] - d[0][0]);
    return inside * Long.signum(turn) > 0;
  }
}
