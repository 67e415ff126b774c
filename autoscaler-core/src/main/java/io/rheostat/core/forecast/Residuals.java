package io.rheostat.core.forecast;

/// Recent errors of one forecaster at one horizon: a forgetting histogram of forecasts made while
/// demand was low, and one of those made while it was high. Immutable.
///
/// Low demand can only jump, high demand mostly falls back: one histogram for both would expect a
/// jump on top of a burst. Errors of the other one count a quarter.
///
/// @param low weight of each bin of errors, of forecasts made below the mean demand
/// @param high the same of forecasts made above it
/// @param loss smoothed quantile loss, in requests per second; negative before the first
@SuppressWarnings("ArrayRecordComponent") // copied before any change
public record Residuals(double[] low, double[] high, double loss) {
  /// Number of bins below, around and above no error.
  static final int BINS = 27;

  /// Share of memory kept from one step to the next: about an hour of ten-second steps.
  private static final double KEPT = 1 - 1.0 / 360;

  /// Weight of errors made on the other side of the mean demand.
  private static final double OTHER = 0.25;

  /// Number of quanta in a weight of one: nearly forgotten weights take few bytes, then none.
  private static final double QUANTA = 1024;

  /// Bits of a mantissa that are dropped, so that states stay small.
  private static final int DROPPED_BITS = 52 - 16;

  /// Weight of the newest loss: about fifteen minutes of ten-second steps.
  private static final double LOSS_WEIGHT = 1.0 / 90;

  /// Upper edges, as multiples of the scale. Steps are finest around zero and a quarter wide above
  /// it: the precision needed by a decision about one replica of a few.
  private static final double[] EDGES = edges();

  /// Outer edges of the lowest and the highest bin.
  private static final double LOWEST = -8;

  /// Outer edge of the highest bin.
  private static final double HIGHEST = 12;

  private static double[] edges() {
    double[] edges = new double[BINS];
    double[] below = {-4, -2, -1, -0.6, -0.35, -0.2, -0.1, -0.05, -0.02, 0.02};
    System.arraycopy(below, 0, edges, 0, below.length);
    double edge = 0.05;
    for (int i = below.length; i < BINS - 1; i++) {
      edges[i] = edge;
      edge = i < below.length + 3 ? edge + 0.06 : edge * 1.36;
    }
    edges[BINS - 1] = HIGHEST;
    return edges;
  }

  static Residuals prior(double[] prior) {
    return new Residuals(prior.clone(), prior.clone(), -1);
  }

  private static int bin(double error) {
    int bin = 0;
    while (bin < BINS - 1 && error > EDGES[bin]) {
      bin++;
    }
    return bin;
  }

  /// Returns a histogram of artificial errors at given multiples of the scale.
  static double[] histogram(double[] errors, double[] weights) {
    double[] counts = new double[BINS];
    for (int i = 0; i < errors.length; i++) {
      counts[bin(errors[i])] += weights[i];
    }
    return counts;
  }

  /// Returns the residuals after one more error.
  ///
  /// @param error error in multiples of the scale
  /// @param wasHigh whether demand was above its mean when the forecast was made
  /// @param newLoss quantile loss of the same forecast, requests per second
  Residuals observe(double error, boolean wasHigh, double newLoss) {
    double[] newLow = faded(low);
    double[] newHigh = faded(high);
    (wasHigh ? newHigh : newLow)[bin(error)] += 1;
    double smoothed = loss < 0 ? newLoss : loss + LOSS_WEIGHT * (newLoss - loss);
    return new Residuals(newLow, newHigh, compact(smoothed));
  }

  private static double[] faded(double[] counts) {
    double[] changed = new double[BINS];
    for (int i = 0; i < BINS; i++) {
      changed[i] = compact(Math.floor(counts[i] * KEPT * QUANTA) / QUANTA);
    }
    return changed;
  }

  /// Returns the value rounded to 16 bits of mantissa, half the bytes in a state; nearly forgotten
  /// weights take none.
  static double compact(double value) {
    long rounded = Double.doubleToRawLongBits(value) + (1L << (DROPPED_BITS - 1));
    return Math.abs(value) < 1e-4
        ? 0
        : Double.longBitsToDouble(rounded >> DROPPED_BITS << DROPPED_BITS);
  }

  /// Returns the same errors in multiples of another scale.
  ///
  /// @param factor old scale over new
  /// @param location origin of errors, in multiples of the scale
  Residuals rescaled(double factor, double location) {
    return new Residuals(rescaled(low, factor, location), rescaled(high, factor, location), loss);
  }

  private static double[] rescaled(double[] counts, double factor, double location) {
    double[] changed = new double[BINS];
    for (int i = 0; i < BINS; i++) {
      double middle = (lower(i) + upper(i)) / 2;
      changed[bin((middle + location) * factor - location)] += counts[i];
    }
    return changed;
  }

  /// Returns the weight of each bin for a forecast made now.
  ///
  /// @param isHigh whether demand is above its mean
  double[] counts(boolean isHigh) {
    double[] own = isHigh ? high : low;
    double[] other = isHigh ? low : high;
    double[] counts = new double[BINS];
    for (int i = 0; i < BINS; i++) {
      counts[i] = own[i] + OTHER * other[i];
    }
    return counts;
  }

  /// Returns the lower edge of a bin.
  static double lower(int bin) {
    return bin == 0 ? LOWEST : EDGES[bin - 1];
  }

  /// Returns the upper edge of a bin.
  static double upper(int bin) {
    return EDGES[bin];
  }

  static double total(double[] counts) {
    double total = 0;
    for (double count : counts) {
      total += count;
    }
    return total;
  }

  /// Returns the error exceeded with probability `1 - level`, evenly spread within a bin.
  static double quantile(double[] counts, double level) {
    double wanted = level * total(counts);
    double below = 0;
    for (int i = 0; i < BINS; i++) {
      if (below + counts[i] >= wanted && counts[i] > 0) {
        return lower(i) + (upper(i) - lower(i)) * (wanted - below) / counts[i];
      }
      below += counts[i];
    }
    return HIGHEST;
  }
}
