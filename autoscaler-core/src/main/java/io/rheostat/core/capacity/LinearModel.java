package io.rheostat.core.capacity;

/// Bayesian linear regression with three coefficients, learned one observation at a time: the
/// Kalman filter of constant coefficients with a little process noise, so it never stops learning
/// (recursive least squares, Sayed 2003, ch. 30). Immutable.
///
/// @param mean expected coefficients
/// @param covariance their covariance, row by row (9 values)
/// @param observations number of learned observations
@SuppressWarnings("ArrayRecordComponent") // copied before any change
public record LinearModel(double[] mean, double[] covariance, long observations) {
  /// Process noise per observation, as a share of the known variance in its direction.
  private static final double FORGETTING = 0.002;

  /// Returns a model before its first observation.
  ///
  /// @param prior expected coefficients, three
  /// @param relativeDeviation standard deviation of each, as a share of it
  public static LinearModel prior(double[] prior, double relativeDeviation) {
    double[] covariance = new double[9];
    for (int i = 0; i < 3; i++) {
      double deviation = prior[i] * relativeDeviation;
      covariance[i * 3 + i] = deviation * deviation;
    }
    return new LinearModel(prior.clone(), covariance, 0);
  }

  /// Returns the model after observing `y` at `x`.
  ///
  /// @param noiseVariance variance of the observation
  public LinearModel observe(double[] x, double y, double noiseVariance) {
    double[] spread = times(x);
    double variance = dot(x, spread);
    double innovationVariance = variance + noiseVariance;
    if (!(innovationVariance >= Double.MIN_NORMAL)) {
      return this;
    }
    // Forgetting lies in the direction just observed: under steady load the others would grow
    // without end (covariance wind-up; directional forgetting, Kulhavy 1987).
    double forgotten = variance > 0 ? FORGETTING / variance : 0;
    double shrink = 1 / innovationVariance - forgotten;
    double error = y - dot(x, mean);
    double[] newMean = new double[3];
    double[] newCovariance = new double[9];
    for (int i = 0; i < 3; i++) {
      double gain = spread[i] / innovationVariance;
      newMean[i] = Math.max(mean[i] * 0.5, mean[i] + gain * error);
      for (int j = 0; j < 3; j++) {
        newCovariance[i * 3 + j] = covariance[i * 3 + j] - shrink * (spread[i] * spread[j]);
      }
    }
    return new LinearModel(newMean, newCovariance, observations + 1);
  }

  /// Returns the expected value at `x`.
  public double predict(double[] x) {
    return dot(x, mean);
  }

  /// Returns the standard deviation of the expected value at `x`.
  public double deviation(double[] x) {
    return StrictMath.sqrt(Math.max(0, dot(x, times(x))));
  }

  private double[] times(double[] x) {
    double[] product = new double[3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        product[i] += covariance[i * 3 + j] * x[j];
      }
    }
    return product;
  }

  private static double dot(double[] left, double[] right) {
    return left[0] * right[0] + left[1] * right[1] + left[2] * right[2];
  }
}
