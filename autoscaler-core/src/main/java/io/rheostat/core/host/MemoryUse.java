package io.rheostat.core.host;

/// Host memory a container used, hour by hour, and the memory it should have. Immutable.
///
/// The advice covers the highest hour of the last eight days, its growth to come when the current
/// life of the container grows steadily (a leak, a filling cache), and a margin that follows the
/// spread of the hours. It never falls below what was needed in these days. An OOM kill stands for
/// an hour a quarter above the limit it hit: the real need was not seen.
///
/// @param hours highest working set of each hour, bytes, the oldest first; at most eight days
/// @param life hours since the last restart
@SuppressWarnings("ArrayRecordComponent") // copied before any change
public record MemoryUse(double[] hours, int life) {
  /// Hours kept: eight days, a week and a day to compare it with.
  private static final int HOURS_KEPT = 8 * 24;

  /// Hours over which growth is fitted, at most.
  private static final int GROWTH_HOURS = 24;

  /// Hours of a life before its growth is believed.
  private static final int LEAST_GROWTH_HOURS = 6;

  /// Hours ahead for which growth is covered: until the next day's advice.
  private static final double HORIZON_HOURS = 24;

  /// Hours of an unbroken rise that a limit has to outlast: the next look is an hour away, and a
  /// restart takes part of it.
  private static final double HOURS_AHEAD = 2;

  /// Share of a limit that a killed container is taken to have needed above it.
  private static final double KILL_FACTOR = 1.25;

  /// Least and most share above the highest hour.
  private static final double LEAST_MARGIN = 0.12;

  private static final double MOST_MARGIN = 0.25;

  /// Change of advice that is worth a restart.
  private static final double DAMPING = 0.1;

  /// Nothing seen.
  public static final MemoryUse NONE = new MemoryUse(new double[0], 0);

  /// Returns the use after one more hour.
  ///
  /// @param peak highest working set of the hour, bytes
  /// @param restarted whether the container restarted in it
  public MemoryUse hour(double peak, boolean restarted) {
    int kept = Math.min(hours.length, HOURS_KEPT - 1);
    double[] next = new double[kept + 1];
    System.arraycopy(hours, hours.length - kept, next, 0, kept);
    next[kept] = peak;
    return new MemoryUse(next, restarted ? 0 : life + 1);
  }

  /// Returns the use after an OOM kill at a limit, bytes: the present hour needed more.
  public MemoryUse killed(double limit) {
    double[] next = hours.clone();
    if (next.length > 0) {
      int last = next.length - 1;
      next[last] = Math.max(next[last], limit * KILL_FACTOR);
    }
    return new MemoryUse(next, 0);
  }

  /// Returns the bytes it should have; 0 when nothing was seen.
  public double advisedBytes() {
    return Math.max(Math.max(neededBytes(), grownBytes()) * (1 + margin()), risingBytes());
  }

  /// Returns the highest hour.
  public double neededBytes() {
    double highest = 0;
    for (double hour : hours) {
      highest = Math.max(highest, hour);
    }
    return highest;
  }

  /// Returns the working set expected at the horizon: the newest hour and the growth of this life
  /// (least squares over its last day), when this life is old enough.
  private double grownBytes() {
    int span = Math.min(GROWTH_HOURS, Math.min(life, hours.length));
    if (span < LEAST_GROWTH_HOURS) {
      return 0;
    }
    int first = hours.length - span;
    double meanX = (span - 1) / 2.0;
    double meanY = 0;
    for (int i = 0; i < span; i++) {
      meanY += hours[first + i] / span;
    }
    double xy = 0;
    double xx = 0;
    for (int i = 0; i < span; i++) {
      xy += (i - meanX) * (hours[first + i] - meanY);
      xx += (i - meanX) * (i - meanX);
    }
    double slope = Math.max(0, xy / xx);
    return hours[hours.length - 1] + slope * HORIZON_HOURS;
  }

  /// Returns the working set after two more hours like the newest one, when it rises.
  private double risingBytes() {
    int last = hours.length - 1;
    return last < 1
        ? neededBytes()
        : hours[last] + HOURS_AHEAD * Math.max(0, hours[last] - hours[last - 1]);
  }

  /// Returns the share above: twice the mean change from hour to hour, within the least and most.
  private double margin() {
    double changes = 0;
    for (int i = 1; i < hours.length; i++) {
      changes += Math.abs(hours[i] - hours[i - 1]) / Math.max(1, hours[i - 1]);
    }
    double mean = hours.length < 2 ? 1 : changes / (hours.length - 1);
    return Math.min(MOST_MARGIN, Math.max(LEAST_MARGIN, 2 * mean));
  }

  /// Returns whether a change of advice is worth a restart: a rise when the present limit leaves
  /// less than half of the margin, a fall only beyond the damping share.
  ///
  /// @param present bytes it has
  public boolean isWorthIt(double present) {
    double advised = advisedBytes();
    double reserve = present / Math.max(1, neededBytes());
    boolean tight = reserve < 1 + LEAST_MARGIN / 2 || present < risingBytes();
    return tight ? advised > present : Math.abs(advised / Math.max(1, present) - 1) > DAMPING;
  }
}
