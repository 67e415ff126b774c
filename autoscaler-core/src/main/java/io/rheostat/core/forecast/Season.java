package io.rheostat.core.forecast;

/// Mean demand by hour of the week, of past weeks and days. Immutable.
///
/// @param means requests per second by hour of the week; 0 where nothing was seen
/// @param hour current hour, counted from the epoch
/// @param sum sum of the rates of its steps
/// @param count number of steps in it
@SuppressWarnings("ArrayRecordComponent") // copied before any change
public record Season(double[] means, long hour, double sum, int count) {
  static final Season EMPTY = new Season(new double[168], 0, 0, 0);

  /// One hour, milliseconds.
  private static final long HOUR_MILLIS = 3_600_000;

  /// Weight of the newest week against all earlier ones.
  private static final double NEWEST_WEEK = 0.5;

  /// Largest ratio between two hours that is believed.
  private static final double MOST = 4;

  Season next(long atMillis, double rate) {
    long now = Math.floorDiv(atMillis, HOUR_MILLIS);
    if (now == hour) {
      return new Season(means, hour, Residuals.compact(sum + rate), count + 1);
    }
    if (count == 0) {
      return new Season(means, now, rate, 1);
    }
    double[] changed = means.clone();
    int slot = slot(hour);
    double mean = sum / count;
    double known = changed[slot];
    changed[slot] = Residuals.compact(known == 0 ? mean : known + NEWEST_WEEK * (mean - known));
    return new Season(changed, now, rate, 1);
  }

  private int slot(long atHour) {
    return (int) Math.floorMod(atHour, (long) means.length);
  }

  /// Returns the ratio of demand at one time to demand at another: by the same hours of the week,
  /// or of the days seen so far; 1 where neither is known.
  double ratio(long fromMillis, long toMillis) {
    double from = at(fromMillis);
    double to = at(toMillis);
    return from <= 0 || to <= 0 ? 1 : Math.max(1 / MOST, Math.min(MOST, to / from));
  }

  /// Returns the demand at a time, by linear interpolation between the middles of two hours.
  private double at(long millis) {
    long shifted = millis - HOUR_MILLIS / 2;
    long before = Math.floorDiv(shifted, HOUR_MILLIS);
    double share = Math.floorMod(shifted, HOUR_MILLIS) / (double) HOUR_MILLIS;
    double left = mean(before);
    double right = mean(before + 1);
    return left <= 0 || right <= 0 ? 0 : left + share * (right - left);
  }

  private double mean(long atHour) {
    double week = means[slot(atHour)];
    if (week > 0) {
      return week;
    }
    double sumOfDays = 0;
    int days = 0;
    for (int day = 1; day < 7; day++) {
      double mean = means[slot(atHour - 24L * day)];
      sumOfDays += mean;
      days += mean > 0 ? 1 : 0;
    }
    return days == 0 ? 0 : sumOfDays / days;
  }
}
