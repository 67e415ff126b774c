package io.rheostat.core.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Demand at several horizons as a distribution: a pool of forecasters, each with its recent
/// errors, weighed by their recent quantile loss (online aggregation of experts, Cesa-Bianchi and
/// Lugosi 2006, with the pinball loss of quantile regression, Koenker 2005). Immutable.
///
/// Nothing is assumed about the shape of demand: the tails consist of earlier steps, bursts and
/// lulls.
///
/// @param steps number of rates seen
/// @param scale unit of absolute errors: a power of two near the mean rate of the last hour
/// @param mean smoothed rate over about an hour, per second
/// @param trend smoothed change of the level in one step
/// @param levels levels at the last steps, by step modulo the length
/// @param trends trends at the last steps, likewise
/// @param rates rates of the last steps, likewise
/// @param residuals errors of each forecaster at each horizon, forecasters within horizons
/// @param season demand by hour of the week
@SuppressWarnings("ArrayRecordComponent") // copied before any change
public record DemandForecast(
    long steps,
    double scale,
    double mean,
    double trend,
    double[] levels,
    double[] trends,
    double[] rates,
    List<Residuals> residuals,
    Season season) {
  /// Length of one step in milliseconds.
  public static final long STEP_MILLIS = 10_000;

  /// Horizons in steps, the nearest first.
  private static final int[] HORIZONS = {3, 12, 30};

  /// Steps remembered: more than the longest horizon.
  private static final int REMEMBERED = 32;

  /// Number of steps in a judged rate: engines even out shorter changes.
  private static final int JUDGED_STEPS = 3;

  /// Weight of the newest change in the trend.
  private static final double TREND_WEIGHT = 0.15;

  /// Weight of the newest step in the mean: about an hour of ten-second steps.
  private static final double MEAN_WEIGHT = 1.0 / 360;

  /// Levels at which quantile forecasts are scored.
  private static final double[] SCORED = {0.5, 0.9, 0.98};

  /// Power by which a forecaster's weight falls with its loss; chosen on the traces of the
  /// comparison of policies.
  private static final double SHARPNESS = 12;

  /// Errors assumed before the first value: a doubling counts as possible, with the weight of so
  /// many steps.
  private static final double[] PRIOR =
      Residuals.histogram(
          new double[] {0, 0.1, 0.25, 0.5, 0.9, 1.5}, new double[] {14, 3, 1.5, 1.25, 3, 1.25});

  /// Forecast before the first value.
  public static final DemandForecast EMPTY = empty();

  private static DemandForecast empty() {
    List<Residuals> residuals = new ArrayList<>();
    for (int i = 0; i < HORIZONS.length * Forecaster.COUNT; i++) {
      residuals.add(Residuals.prior(PRIOR));
    }
    return new DemandForecast(
        0,
        1,
        0,
        0,
        new double[REMEMBERED],
        new double[REMEMBERED],
        new double[JUDGED_STEPS],
        residuals,
        Season.EMPTY);
  }

  public DemandForecast {
    residuals = List.copyOf(residuals);
  }

  /// Demand at one horizon.
  ///
  /// @param seconds horizon, seconds ahead
  /// @param rates requests per second at each asked level
  public record Outlook(double seconds, double[] rates) {}

  /// Returns the forecast after one more step.
  ///
  /// @param rate mean rate of the step, per second
  /// @param level demand at its end, per second
  /// @param atMillis its end, epoch milliseconds
  public DemandForecast next(double rate, double level, long atMillis) {
    double newMean = mean + Math.max(MEAN_WEIGHT, 1.0 / (steps + 1)) * (rate - mean);
    double newScale = rounded(newMean);
    double[] newRates = rates.clone();
    newRates[(int) (steps % JUDGED_STEPS)] = Residuals.compact(rate);
    double before = steps == 0 ? level : levels[index(steps - 1)];
    double newTrend = trend + TREND_WEIGHT * (level - before - trend);
    double[] newLevels = levels.clone();
    double[] newTrends = trends.clone();
    newLevels[index(steps)] = Residuals.compact(level);
    newTrends[index(steps)] = Residuals.compact(newTrend);
    return new DemandForecast(
        steps + 1,
        newScale,
        newMean,
        newTrend,
        newLevels,
        newTrends,
        newRates,
        learned(judged(newRates), newScale, atMillis),
        season.next(atMillis, rate));
  }

  private static int index(long step) {
    return (int) Math.floorMod(step, (long) REMEMBERED);
  }

  /// Returns a power of two, kept until the mean has left it by far, so errors keep their bins.
  private double rounded(double newMean) {
    double wanted = Math.max(1e-3, newMean);
    boolean near = steps > 0 && wanted < 1.6 * scale && wanted > 0.6 * scale;
    return near ? scale : StrictMath.pow(2, Math.rint(StrictMath.log(wanted) / StrictMath.log(2)));
  }

  @SuppressWarnings("EnumOrdinal") // residuals are kept in the order of the forecasters
  private static int place(int horizon, Forecaster forecaster) {
    return horizon * Forecaster.COUNT + forecaster.ordinal();
  }

  private static double judged(double[] rates) {
    double sum = 0;
    for (double rate : rates) {
      sum += rate;
    }
    return sum / rates.length;
  }

  /// Compares the earlier forecasts for now with the actual rate and returns the new residuals.
  private List<Residuals> learned(double actual, double newScale, long atMillis) {
    List<Residuals> after = new ArrayList<>(residuals.size());
    for (int h = 0; h < HORIZONS.length; h++) {
      for (Forecaster forecaster : Forecaster.values()) {
        Residuals known = residuals.get(place(h, forecaster));
        Residuals scaled =
            newScale != scale && steps > 0
                ? known.rescaled(scale / newScale, forecaster == Forecaster.BURST ? 1 : 0)
                : known;
        after.add(learned(forecaster, HORIZONS[h], scaled, new Came(actual, newScale, atMillis)));
      }
    }
    return after;
  }

  private record Came(double actual, double scale, long atMillis) {}

  private Residuals learned(Forecaster forecaster, int horizon, Residuals known, Came came) {
    if (steps < 2 * JUDGED_STEPS) {
      return known;
    }
    // A long horizon learns from the steps available before there are enough: a burst must not be
    // missed.
    long from = Math.max(0, steps - horizon);
    double ratio = season.ratio(came.atMillis - horizon * STEP_MILLIS, came.atMillis);
    if (!speaks(forecaster, ratio)) {
      return known;
    }
    Forecaster.Origin origin =
        new Forecaster.Origin(levels[index(from)], trends[index(from)], ratio, came.scale, mean);
    double location = forecaster.location(origin, horizon);
    double unit = origin.scale();
    boolean wasHigh = isHigh(forecaster, levels[index(from)]);
    double[] counts = known.counts(wasHigh);
    double loss = 0;
    for (double level : SCORED) {
      double error = came.actual - Math.max(0, location + unit * Residuals.quantile(counts, level));
      loss += Math.max(level * error, (level - 1) * error);
    }
    return known.observe((came.actual - location) / unit, wasHigh, loss);
  }

  /// Returns whether a forecaster counts: before a day has passed there is no season to speak of.
  private static boolean speaks(Forecaster forecaster, double ratio) {
    return forecaster != Forecaster.SEASON || ratio != 1;
  }

  /// Returns whether demand is above its mean; never for bursts, expected wherever demand is.
  private boolean isHigh(Forecaster forecaster, double level) {
    return forecaster != Forecaster.BURST && level > mean;
  }

  /// Returns demand at each horizon.
  ///
  /// @param level demand now, per second
  /// @param nowMillis epoch milliseconds
  /// @param levels ascending probabilities
  public List<Outlook> outlooks(double level, long nowMillis, double[] levels) {
    List<Outlook> outlooks = new ArrayList<>(HORIZONS.length);
    for (int h = 0; h < HORIZONS.length; h++) {
      long ahead = HORIZONS[h] * STEP_MILLIS;
      double ratio = season.ratio(nowMillis, nowMillis + ahead);
      Pool pool = new Pool();
      Forecaster.Origin origin = new Forecaster.Origin(level, trend, ratio, scale, mean);
      double least = leastLoss(h);
      for (Forecaster forecaster : Forecaster.values()) {
        Residuals known = residuals.get(place(h, forecaster));
        double weight = speaks(forecaster, ratio) ? weight(least, known.loss()) : 0;
        double[] counts = known.counts(isHigh(forecaster, level));
        pool.add(forecaster, origin, HORIZONS[h], counts, weight);
      }
      outlooks.add(new Outlook(ahead / 1000.0, pool.quantiles(levels)));
    }
    return outlooks;
  }

  private static double weight(double least, double loss) {
    return loss <= 0 ? 1 : StrictMath.pow(least / loss, SHARPNESS);
  }

  private double leastLoss(int h) {
    double least = Double.POSITIVE_INFINITY;
    for (int f = 0; f < Forecaster.COUNT; f++) {
      double loss = residuals.get(h * Forecaster.COUNT + f).loss();
      least = loss > 0 ? Math.min(least, loss) : least;
    }
    return least;
  }

  /// Mixture of the forecasters' distributions.
  private static final class Pool {
    private final double[][] atoms = new double[Forecaster.COUNT * Residuals.BINS][];
    private int count;
    private double total;

    void add(
        Forecaster forecaster,
        Forecaster.Origin origin,
        int horizon,
        double[] counts,
        double weight) {
      double sum = Residuals.total(counts);
      double location = forecaster.location(origin, horizon);
      double unit = origin.scale();
      for (int bin = 0; bin < Residuals.BINS; bin++) {
        double share = counts[bin] / sum * weight;
        if (share > 0) {
          double middle = (Residuals.lower(bin) + Residuals.upper(bin)) / 2;
          double half = (Residuals.upper(bin) - Residuals.lower(bin)) / 2 * unit;
          atoms[count++] = new double[] {Math.max(0, location + unit * middle), share, half};
          total += share;
        }
      }
    }

    /// Returns the quantiles, ascending; a bin's weight is spread over its width.
    double[] quantiles(double[] levels) {
      double[][] sorted = Arrays.copyOf(atoms, count);
      Arrays.sort(sorted, (left, right) -> Double.compare(left[0], right[0]));
      double[] quantiles = new double[levels.length];
      double below = 0;
      int atom = 0;
      double least = 0;
      for (int i = 0; i < levels.length; i++) {
        double wanted = levels[i] * total;
        while (atom < sorted.length - 1 && below + sorted[atom][1] < wanted) {
          below += sorted[atom][1];
          atom++;
        }
        double within = Math.min(1, Math.max(0, (wanted - below) / sorted[atom][1]));
        double rate = sorted[atom][0] + (2 * within - 1) * sorted[atom][2];
        least = Math.max(least, rate);
        quantiles[i] = least;
      }
      return quantiles;
    }
  }
}
