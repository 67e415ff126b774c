package io.rheostat.simulator.jobs.table;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// True step times of an application by placement and local batch, from measurements.
///
/// A measured placement is linear in the local batch. Any other is a mixture of the measured pairs
/// of nodes and replicas around it, each linear in the local batch. A placement is known up to
/// rotation: 4-2 and 2-4 are one.
public final class StepTable {
  private final Map<String, BatchCurve> placements = new HashMap<>();
  private final TreeMap<Integer, TreeMap<Integer, BatchCurve>> pairs = new TreeMap<>();
  private final WidthInterpolation widths;
  private int mostOnNode = 1;

  /// One measurement.
  ///
  /// @param nodes nodes in use
  /// @param replicas replicas in total
  public record Row(int nodes, int replicas, double localBatch, StepTimes times) {}

  /// Measurements of one placement.
  ///
  /// @param replicas on each node
  @SuppressWarnings("ArrayRecordComponent") // read once, never changed
  public record PlacementRow(int[] replicas, double localBatch, StepTimes times) {}

  /// @param placed measurements of placements, for pairs of nodes and replicas averaged
  /// @param scaled further measurements of pairs
  public StepTable(Iterable<PlacementRow> placed, Iterable<Row> scaled) {
    for (PlacementRow row : placed) {
      placements
          .computeIfAbsent(canonical(row.replicas()), _ -> new BatchCurve())
          .add(row.localBatch(), row.times());
      mostOnNode = Math.max(mostOnNode, Arrays.stream(row.replicas()).max().orElse(1));
      curve(row.replicas().length, Arrays.stream(row.replicas()).sum())
          .add(row.localBatch(), row.times());
    }
    for (Row row : scaled) {
      mostOnNode = Math.max(mostOnNode, row.replicas() / row.nodes());
      curve(row.nodes(), row.replicas()).add(row.localBatch(), row.times());
    }
    NavigableMap<Integer, NavigableSet<Integer>> columns = new TreeMap<>();
    pairs.forEach((nodes, column) -> columns.put(nodes, new TreeSet<>(column.keySet())));
    widths = new WidthInterpolation(columns);
  }

  private BatchCurve curve(int nodes, int replicas) {
    return pairs
        .computeIfAbsent(nodes, _ -> new TreeMap<>())
        .computeIfAbsent(replicas, _ -> new BatchCurve());
  }

  /// Returns the true times of a placement, the replicas on each node in use. A node with more than
  /// were ever measured on one counts as several full ones.
  public StepTimes at(int[] replicasOnNodes, double localBatch) {
    int[] placement = split(replicasOnNodes);
    BatchCurve measured = placements.get(canonical(placement));
    if (measured != null) {
      return measured.at(localBatch);
    }
    StepTimes times = new StepTimes(0, 0);
    int replicas = Arrays.stream(placement).sum();
    for (WidthInterpolation.Corner corner : widths.at(placement.length, replicas)) {
      if (corner.weight() > 0) {
        StepTimes there = curve(corner.nodes(), corner.replicas()).at(localBatch);
        times = times.plus(there, corner.weight());
      }
    }
    return times;
  }

  private int[] split(int[] placement) {
    IntStream.Builder parts = IntStream.builder();
    for (int replicas : placement) {
      int left = replicas;
      for (; left > mostOnNode; left -= mostOnNode) {
        parts.add(mostOnNode);
      }
      parts.add(left);
    }
    return parts.build().toArray();
  }

  /// Returns the smallest local batch measured on one replica.
  public double leastBatch() {
    return curve(1, 1).leastBatch();
  }

  /// Returns the largest local batch measured on one replica.
  public double mostBatch() {
    return curve(1, 1).mostBatch();
  }

  private static String canonical(int[] placement) {
    String digits = "";
    StringBuilder rotated = new StringBuilder();
    for (int start = 0; start < placement.length; start++) {
      rotated.setLength(0);
      for (int i = 0; i < placement.length; i++) {
        rotated.append(placement[(start + i) % placement.length]).append('-');
      }
      String candidate = rotated.toString();
      digits = digits.isEmpty() || candidate.compareTo(digits) < 0 ? candidate : digits;
    }
    return digits;
  }
}
