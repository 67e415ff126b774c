package io.rheostat.benchmarks.sizing;

import io.rheostat.core.capacity.SpeedCoefficients;
import io.rheostat.core.capacity.SpeedModel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.DiagonalMatrix;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresFactory;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.hipparchus.optim.nonlinear.vector.leastsquares.MultivariateJacobianFunction;
import org.hipparchus.util.Pair;

/// Fit of the speed model: least squares of logarithms (Levenberg-Marquardt), reweighted so that
/// rows far off count less (soft L1), and drawn a little to the start where rows say nothing.
final class SpeedFit {
  /// Weight of the time to first token against that of an output token: it depends on how the
  /// client was run.
  private static final double FIRST_TOKEN_WEIGHT = 0.5;

  /// Weight of the distance from the start.
  private static final double PRIOR_WEIGHT = 0.2;

  /// Error from which a row counts less.
  private static final double OUTLIER = 0.08;

  /// Rows of a model that weigh as many; others by the fourth root.
  private static final double USUAL_ROWS = 60;

  private static final int ROUNDS = 6;
  private static final int ITERATIONS = 15;
  private static final double LEAST_GAIN = 1e-6;
  private static final double STEP = 1e-5;

  private final List<MeasuredRow> rows;
  private final double[] rowWeights;
  private final double[] start = CoefficientVector.start();

  private SpeedFit(List<MeasuredRow> rows) {
    this.rows = rows;
    Map<String, Long> counts =
        rows.stream().collect(Collectors.groupingBy(MeasuredRow::model, Collectors.counting()));
    rowWeights =
        rows.stream()
            .mapToDouble(row -> Math.pow(USUAL_ROWS / counts.getOrDefault(row.model(), 1L), 0.25))
            .toArray();
  }

  /// Returns the coefficients nearest to the rows.
  static SpeedCoefficients of(List<MeasuredRow> rows) {
    return new SpeedFit(rows).fit();
  }

  private SpeedCoefficients fit() {
    double[] point = start;
    for (int round = 0; round < ROUNDS; round++) {
      point =
          new LevenbergMarquardtOptimizer()
              .optimize(
                  LeastSquaresFactory.create(
                      jacobian(),
                      new ArrayRealVector(2 * rows.size() + start.length),
                      new ArrayRealVector(point),
                      new DiagonalMatrix(weights(residuals(point))),
                      (iteration, before, after) ->
                          iteration >= ITERATIONS
                              || Math.abs(before.getCost() - after.getCost())
                                  < LEAST_GAIN * before.getCost(),
                      ITERATIONS * 10,
                      ITERATIONS * 10))
              .getPoint()
              .toArray();
    }
    return CoefficientVector.at(point);
  }

  private double[] weights(double[] residuals) {
    double[] weights = new double[residuals.length];
    for (int i = 0; i < weights.length; i++) {
      double scaled = residuals[i] / OUTLIER;
      boolean prior = i >= 2 * rows.size();
      weights[i] = prior ? 1 : 1 / Math.sqrt(1 + scaled * scaled);
    }
    return weights;
  }

  private double[] residuals(double[] point) {
    SpeedCoefficients coefficients = CoefficientVector.at(point);
    double[] residuals = new double[2 * rows.size() + start.length];
    for (int i = 0; i < rows.size(); i++) {
      MeasuredRow row = rows.get(i);
      SpeedModel.SteadyState predicted = Predictions.of(row, coefficients);
      residuals[2 * i] =
          rowWeights[i] * Math.log(predicted.timePerOutputToken() / row.timePerOutputToken());
      residuals[2 * i + 1] =
          rowWeights[i]
              * FIRST_TOKEN_WEIGHT
              * Math.log(predicted.timeToFirstToken() / row.timeToFirstToken());
    }
    for (int i = 0; i < start.length; i++) {
      residuals[2 * rows.size() + i] = PRIOR_WEIGHT * (point[i] - start[i]);
    }
    return residuals;
  }

  private MultivariateJacobianFunction jacobian() {
    return point -> {
      double[] at = point.toArray();
      double[] here = residuals(at);
      RealMatrix slopes = MatrixUtils.createRealMatrix(here.length, at.length);
      for (int column = 0; column < at.length; column++) {
        double[] moved = Arrays.copyOf(at, at.length);
        moved[column] += STEP;
        double[] there = residuals(moved);
        for (int line = 0; line < here.length; line++) {
          slopes.setEntry(line, column, (there[line] - here[line]) / STEP);
        }
      }
      return new Pair<RealVector, RealMatrix>(new ArrayRealVector(here), slopes);
    };
  }
}
