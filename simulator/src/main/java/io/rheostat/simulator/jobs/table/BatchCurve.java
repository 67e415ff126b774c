package io.rheostat.simulator.jobs.table;

import java.util.Map;
import java.util.TreeMap;

/// Measured step times by local batch, linear in between and beyond.
final class BatchCurve {
  private final TreeMap<Double, StepTimes> points = new TreeMap<>();
  private final TreeMap<Double, Integer> counts = new TreeMap<>();

  /// Adds a measurement; several of one batch count as their mean.
  void add(double batch, StepTimes times) {
    int before = counts.merge(batch, 1, Integer::sum) - 1;
    StepTimes mean = points.getOrDefault(batch, new StepTimes(0, 0));
    points.put(
        batch,
        new StepTimes(
            (mean.stepSeconds() * before + times.stepSeconds()) / (before + 1),
            (mean.syncSeconds() * before + times.syncSeconds()) / (before + 1)));
  }

  Iterable<Map.Entry<Double, StepTimes>> points() {
    return points.entrySet();
  }

  double leastBatch() {
    return points.firstKey();
  }

  double mostBatch() {
    return points.lastKey();
  }

  StepTimes at(double batch) {
    Map.Entry<Double, StepTimes> below = points.floorEntry(batch);
    Map.Entry<Double, StepTimes> above = points.ceilingEntry(batch);
    if (points.size() == 1) {
      return points.firstEntry().getValue();
    }
    if (below != null && below.getKey() == batch) {
      return below.getValue();
    }
    if (below == null) {
      below = points.firstEntry();
      above = points.higherEntry(below.getKey());
    } else if (above == null) {
      above = points.lastEntry();
      below = points.lowerEntry(above.getKey());
    }
    double share = (batch - below.getKey()) / (above.getKey() - below.getKey());
    return new StepTimes(0, 0).plus(below.getValue(), 1 - share).plus(above.getValue(), share);
  }
}
