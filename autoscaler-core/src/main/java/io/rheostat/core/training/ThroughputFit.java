package io.rheostat.core.training;

import java.util.List;
import java.util.Optional;

/// Fit of the throughput parameters to observations.
///
/// Minimises RMSE(log pass) + RMSE(log step) + 1e-3·(overlap − 1)² + 1e-2·Σ(perReplica/base)²
/// (Pollux's objective and start values). What no observation shows is not fitted: a model of a
/// young job assumes perfect scaling. The search is a quasi-Newton method (BFGS) over logarithms of
/// the parameters with a fixed number of iterations, so the same observations give the same bits.
final class ThroughputFit {
  private static final int ITERATIONS = 80;
  private static final int HALVINGS = 12;
  private static final int PARAMETERS = 7;
  private static final int OVERLAP = 6;

  /// Weight of `(overlap − 1)²` in the objective.
  private static final double OVERLAP_WEIGHT = 1e-3;

  /// Weight of the squared ratios of growth to base of synchronisation.
  private static final double GROWTH_WEIGHT = 1e-2;

  /// Decrease demanded of a step, as a share of the linear prediction (Armijo, 1966).
  private static final double SUFFICIENT = 1e-4;

  /// Gain below which the search ends.
  private static final double LEAST_GAIN = 1e-9;

  /// Factor by which synchronisation between nodes exceeds that within one, until observed.
  private static final double INTER_NODE_FACTOR = 1.1;

  /// Added to mean squares: rounds off the kink of their root at 0, where a line search would end.
  private static final double ROUNDING = 1e-6;

  private static final double[] START = {0.1, 0.01, 0.1, 0.01, 0.1, 0.01, 1.001};
  private static final double LOWEST = StrictMath.log(ThroughputParameters.LEAST);
  private static final double HIGHEST = StrictMath.log(1e5);
  private static final double HIGHEST_OVERLAP = StrictMath.log(ThroughputParameters.MOST_OVERLAP);

  private final List<ThroughputObservation> observations;
  private final boolean[] free = new boolean[PARAMETERS];
  private final double[] fixed = new double[PARAMETERS];
  private double value;

  private ThroughputFit(List<ThroughputObservation> observations) {
    this.observations = observations;
    restrict();
  }

  /// Returns the fitted parameters.
  ///
  /// @param observations at least one
  /// @param last result of an earlier fit, a second start of the search
  static ThroughputParameters of(
      List<ThroughputObservation> observations, Optional<ThroughputParameters> last) {
    ThroughputFit fit = new ThroughputFit(observations);
    double[] best = fit.search(START);
    double lowest = fit.value;
    if (last.isPresent()) {
      double[] other = fit.search(array(last.get()));
      best = fit.value < lowest ? other : best;
    }
    return fit.result(best);
  }

  /// Fixes the parameters that no observation shows.
  private void restrict() {
    boolean batches = false;
    boolean interNode = false;
    boolean intraNode = false;
    boolean beyondTwo = false;
    double passes = 0;
    for (ThroughputObservation one : observations) {
      batches |= one.localBatch() != observations.getFirst().localBatch();
      interNode |= one.nodes() > 1;
      intraNode |= one.nodes() == 1 && one.replicas() > 1;
      beyondTwo |= one.replicas() > 2;
      passes += one.passSeconds();
    }
    for (int i = 0; i < PARAMETERS; i++) {
      fixed[i] = ThroughputParameters.LEAST;
    }
    fixed[0] = passes / observations.size() / 2;
    fixed[OVERLAP] = START[OVERLAP];
    free[0] = batches;
    free[1] = true;
    free[2] = interNode;
    free[3] = interNode && beyondTwo;
    free[4] = intraNode;
    free[5] = intraNode && beyondTwo;
    free[OVERLAP] = interNode || intraNode;
  }

  private ThroughputParameters result(double[] found) {
    double[] p = values(found);
    boolean interNode = free[2];
    return new ThroughputParameters(
        p[0],
        p[1],
        interNode ? p[2] : Math.max(p[2], p[4] * INTER_NODE_FACTOR),
        interNode ? p[3] : Math.max(p[3], p[5] * INTER_NODE_FACTOR),
        p[4],
        p[5],
        p[OVERLAP]);
  }

  private static double[] array(ThroughputParameters p) {
    return new double[] {
      p.computeBase(),
      p.computePerSample(),
      p.interNodeBase(),
      p.interNodePerReplica(),
      p.intraNodeBase(),
      p.intraNodePerReplica(),
      p.overlap()
    };
  }

  private double[] values(double[] logs) {
    double[] values = new double[PARAMETERS];
    for (int i = 0; i < PARAMETERS; i++) {
      values[i] = free[i] ? StrictMath.exp(logs[i]) : fixed[i];
    }
    return values;
  }

  /// Returns the logarithms of the best parameters from a start; their objective is [#value].
  private double[] search(double[] start) {
    double[] at = new double[PARAMETERS];
    for (int i = 0; i < PARAMETERS; i++) {
      at[i] = bounded(i, StrictMath.log(Math.max(start[i], ThroughputParameters.LEAST)));
    }
    double[] gradient = new double[PARAMETERS];
    double now = objective(at, gradient);
    QuasiNewton direction = new QuasiNewton(PARAMETERS);
    for (int i = 0; i < ITERATIONS; i++) {
      double[] way = direction.of(restricted(at, gradient));
      double slope = dot(way, gradient);
      if (!(slope < 0)) {
        break;
      }
      double[] nextGradient = new double[PARAMETERS];
      double[] next = at;
      double reached = now;
      double length = 1;
      for (int h = 0; h < HALVINGS; h++, length /= 2) {
        double[] tried = moved(at, way, length);
        double there = objective(tried, nextGradient);
        if (there <= now + SUFFICIENT * length * slope) {
          next = tried;
          reached = there;
          break;
        }
      }
      if (now - reached < LEAST_GAIN) {
        break;
      }
      direction.learn(difference(next, at), difference(nextGradient, gradient));
      at = next;
      gradient = nextGradient;
      now = reached;
    }
    value = now;
    return at;
  }

  private double bounded(int parameter, double log) {
    return parameter == OVERLAP
        ? Math.clamp(log, 0, HIGHEST_OVERLAP)
        : Math.clamp(log, LOWEST, HIGHEST);
  }

  private double[] moved(double[] at, double[] way, double length) {
    double[] to = at.clone();
    for (int i = 0; i < PARAMETERS; i++) {
      to[i] = bounded(i, at[i] + length * way[i]);
    }
    return to;
  }

  /// Returns the gradient without the directions out of the box.
  private double[] restricted(double[] at, double[] gradient) {
    double[] inside = gradient.clone();
    for (int i = 0; i < PARAMETERS; i++) {
      boolean outward = bounded(i, at[i] - StrictMath.signum(gradient[i]) * 1e-6) == at[i];
      if (outward) {
        inside[i] = 0;
      }
    }
    return inside;
  }

  /// Computes the objective, and its gradient by the logarithms of the parameters into `gradient`.
  private double objective(double[] logs, double[] gradient) {
    double[] p = values(logs);
    double[] ofPass = new double[PARAMETERS];
    double[] ofStep = new double[PARAMETERS];
    double passes = 0;
    double steps = 0;
    for (ThroughputObservation one : observations) {
      double pass = p[0] + p[1] * one.localBatch();
      double error = StrictMath.log(pass / one.passSeconds());
      passes += error * error;
      double ofBase = p[0] / pass;
      ofPass[0] += error * ofBase;
      ofPass[1] += error * (1 - ofBase);
      steps += step(one, p, pass, ofStep);
    }
    int n = observations.size();
    double passError = StrictMath.sqrt(passes / n + ROUNDING);
    double stepError = StrictMath.sqrt(steps / n + ROUNDING);
    for (int i = 0; i < PARAMETERS; i++) {
      gradient[i] = free[i] ? ofPass[i] / n / passError + ofStep[i] / n / stepError : 0;
    }
    double extra = p[OVERLAP] - 1;
    gradient[OVERLAP] += free[OVERLAP] ? 2 * OVERLAP_WEIGHT * extra * p[OVERLAP] : 0;
    return passError
        + stepError
        + OVERLAP_WEIGHT * extra * extra
        + growth(p, gradient, 2)
        + growth(p, gradient, 4);
  }

  private double growth(double[] p, double[] gradient, int base) {
    if (!free[base] || !free[base + 1]) {
      return 0;
    }
    double ratio = p[base + 1] / p[base];
    double term = GROWTH_WEIGHT * ratio * ratio;
    gradient[base] -= 2 * term;
    gradient[base + 1] += 2 * term;
    return term;
  }

  /// Returns the squared error of a step's logarithm, and adds its gradient to `sum`.
  private static double step(ThroughputObservation one, double[] p, double pass, double[] sum) {
    int base = one.nodes() > 1 ? 2 : 4;
    double grown = p[base + 1] * Math.max(one.replicas() - 2, 0);
    double sync = one.replicas() > 1 ? p[base] + grown : 0;
    double ofBase = p[0] / pass;
    if (sync <= 0) {
      double error = StrictMath.log(pass / one.stepSeconds());
      sum[0] += error * ofBase;
      sum[1] += error * (1 - ofBase);
      return error * error;
    }
    double overlap = p[OVERLAP];
    double logPass = StrictMath.log(pass);
    double logSync = StrictMath.log(sync);
    double share = 1 / (1 + StrictMath.exp(overlap * (logSync - logPass)));
    double larger = Math.max(logPass, logSync);
    double below = StrictMath.exp(overlap * (Math.min(logPass, logSync) - larger));
    double logStep = larger + StrictMath.log1p(below) / overlap;
    double error = logStep - StrictMath.log(one.stepSeconds());
    sum[0] += error * share * ofBase;
    sum[1] += error * share * (1 - ofBase);
    sum[base] += error * (1 - share) * p[base] / sync;
    sum[base + 1] += error * (1 - share) * grown / sync;
    // By the logarithm of the overlap: its derivative times itself.
    sum[OVERLAP] += error * (share * logPass + (1 - share) * logSync - logStep);
    return error * error;
  }

  private static double dot(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }

  private static double[] difference(double[] left, double[] right) {
    double[] difference = new double[left.length];
    for (int i = 0; i < left.length; i++) {
      difference[i] = left[i] - right[i];
    }
    return difference;
  }
}
