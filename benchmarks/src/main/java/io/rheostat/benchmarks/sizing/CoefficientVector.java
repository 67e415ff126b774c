package io.rheostat.benchmarks.sizing;

import io.rheostat.core.capacity.ServingEngine;
import io.rheostat.core.capacity.SpeedCoefficients;
import io.rheostat.core.capacity.SpeedCoefficients.EngineCoefficients;
import io.rheostat.core.capacity.SpeedCoefficients.Latencies;
import io.rheostat.core.capacity.SpeedCoefficients.Shares;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Coefficients of the speed model as one vector, each within bounds that physics or the engines'
/// code suggest.
final class CoefficientVector {
  /// Start and bounds of one coefficient.
  private record Range(double start, double low, double high) {}

  private static final List<Range> SHARED =
      List.of(
          new Range(0.85, 0.5, 0.96),
          new Range(0.8, 0.3, 0.96),
          new Range(0.8, 0.3, 1),
          new Range(0.75, 0.3, 0.92),
          new Range(0.65, 0.3, 0.92),
          new Range(0.6, 0.3, 0.92),
          new Range(0.5, 0.1, 1),
          new Range(0.4, 0.1, 0.8),
          new Range(2e-5, 1e-6, 1e-4),
          new Range(1e-5, 1e-6, 1e-4),
          new Range(5e-6, 1e-7, 1e-4),
          new Range(8e-6, 1e-6, 5e-5),
          new Range(0.7, 0.2, 1));

  private static final List<Range> ENGINE =
      List.of(
          new Range(1e-3, 1e-5, 2e-2),
          new Range(2e-5, 1e-7, 1e-3),
          new Range(1.2, 0.8, 3),
          new Range(1e-3, 1e-5, 4e-3),
          new Range(0.8, 0.1, 1.5),
          new Range(0.1, 0.01, 1),
          new Range(2e-2, 1e-3, 0.3));

  /// Only TensorRT-LLM's front end is seen to be a limit.
  private static final Range FRONTEND = new Range(1e-4, 1e-5, 2e-4);

  private CoefficientVector() {}

  private static List<Range> ranges() {
    List<Range> ranges = new ArrayList<>(SHARED);
    for (ServingEngine _ : ServingEngine.values()) {
      ranges.addAll(ENGINE);
    }
    ranges.add(FRONTEND);
    return ranges;
  }

  /// Returns the start of a fit; each coordinate is free of bounds.
  static double[] start() {
    return ranges().stream().mapToDouble(CoefficientVector::free).toArray();
  }

  private static double free(Range range) {
    double share = Math.log(range.start / range.low) / Math.log(range.high / range.low);
    return Math.log(share / (1 - share));
  }

  /// Returns the coefficients at a point.
  static SpeedCoefficients at(double[] point) {
    List<Range> ranges = ranges();
    double[] v = new double[point.length];
    for (int i = 0; i < v.length; i++) {
      Range range = ranges.get(i);
      double share = 1 / (1 + Math.exp(-point[i]));
      v[i] = range.low * Math.pow(range.high / range.low, share);
    }
    Map<ServingEngine, EngineCoefficients> engines = new EnumMap<>(ServingEngine.class);
    int at = SHARED.size();
    for (ServingEngine engine : ServingEngine.values()) {
      double frontend = engine == ServingEngine.TENSORRT_LLM ? v[v.length - 1] : 0;
      engines.put(
          engine,
          new EngineCoefficients(
              v[at], v[at + 1], v[at + 2], v[at + 3], v[at + 4], v[at + 5], v[at + 6], frontend));
      at += ENGINE.size();
    }
    return new SpeedCoefficients(
        new Shares(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7]),
        new Latencies(v[8], v[9], v[10], v[11], v[12]),
        engines);
  }
}
