package io.rheostat.core.training;

/// Approximation of the inverse Hessian from successive gradients (BFGS; Nocedal and Wright 2006,
/// formula 6.17).
final class QuasiNewton {
  /// Largest length of a step in one coordinate, a factor of e².
  private static final double LONGEST = 2;

  private final int size;
  private final double[][] inverse;
  private boolean scaled;

  QuasiNewton(int size) {
    this.size = size;
    this.inverse = new double[size][size];
    for (int i = 0; i < size; i++) {
      inverse[i][i] = 1;
    }
  }

  /// Returns the direction of descent for a gradient; 0 where the gradient is 0.
  double[] of(double[] gradient) {
    double[] way = new double[size];
    double longest = 0;
    for (int i = 0; i < size; i++) {
      if (gradient[i] != 0) {
        for (int j = 0; j < size; j++) {
          way[i] -= inverse[i][j] * gradient[j];
        }
        longest = Math.max(longest, Math.abs(way[i]));
      }
    }
    for (int i = 0; longest > LONGEST && i < size; i++) {
      way[i] *= LONGEST / longest;
    }
    return way;
  }

  /// Learns from a step and the change of the gradient along it.
  void learn(double[] step, double[] change) {
    double curvature = 0;
    double square = 0;
    for (int i = 0; i < size; i++) {
      curvature += step[i] * change[i];
      square += change[i] * change[i];
    }
    if (curvature <= 1e-12) {
      return;
    }
    if (!scaled) {
      scaled = true;
      for (int i = 0; i < size; i++) {
        inverse[i][i] = curvature / square;
      }
    }
    double[] product = new double[size];
    double quadratic = 0;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        product[i] += inverse[i][j] * change[j];
      }
      quadratic += change[i] * product[i];
    }
    double factor = (1 + quadratic / curvature) / curvature;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        inverse[i][j] +=
            factor * step[i] * step[j] - (step[i] * product[j] + product[i] * step[j]) / curvature;
      }
    }
  }
}
