package io.rheostat.benchmarks.sizing;

import io.rheostat.core.capacity.SpeedCoefficients;
import io.rheostat.core.capacity.SpeedModel;
import java.util.Arrays;
import java.util.List;

/// Relative errors of predictions, as shares.
///
/// @param rows number of rows
/// @param tpotMedian median of the absolute error of the time per output token
/// @param tpotNinety its 90th percentile
/// @param tpotBias median of the signed error
/// @param ttftMedian median of the absolute error of the time to first token
/// @param ttftNinety its 90th percentile
/// @param ttftBias median of the signed error
record ErrorSummary(
    int rows,
    double tpotMedian,
    double tpotNinety,
    double tpotBias,
    double ttftMedian,
    double ttftNinety,
    double ttftBias) {
  static ErrorSummary of(List<MeasuredRow> rows, SpeedCoefficients coefficients) {
    double[] tpot = new double[rows.size()];
    double[] ttft = new double[rows.size()];
    for (int i = 0; i < tpot.length; i++) {
      MeasuredRow row = rows.get(i);
      SpeedModel.SteadyState predicted = Predictions.of(row, coefficients);
      tpot[i] = predicted.timePerOutputToken() / row.timePerOutputToken() - 1;
      ttft[i] = predicted.timeToFirstToken() / row.timeToFirstToken() - 1;
    }
    return new ErrorSummary(
        tpot.length,
        quantile(absolute(tpot), 0.5),
        quantile(absolute(tpot), 0.9),
        quantile(tpot, 0.5),
        quantile(absolute(ttft), 0.5),
        quantile(absolute(ttft), 0.9),
        quantile(ttft, 0.5));
  }

  static double[] absolute(double[] values) {
    return Arrays.stream(values).map(Math::abs).toArray();
  }

  /// Returns a quantile by linear interpolation; 0 of nothing.
  static double quantile(double[] values, double share) {
    if (values.length == 0) {
      return 0;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double at = share * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
