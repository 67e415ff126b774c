package io.rheostat.core.counterfactual;

/// Number behind a decision that could have been another one.
///
/// @param kind its meaning
/// @param of device type or pool that it belongs to, else the workload
/// @param value as it was
/// @param least smallest value that is tried
/// @param most largest value that is tried
public record Lever(Kind kind, String of, double value, double least, double most) {
  /// Meanings of levers.
  public enum Kind {
    /// Price of a device type, dollars per device and hour.
    PRICE(false),
    /// Demand of a service now, requests per second; its forecast in proportion.
    DEMAND(false),
    /// Value of a good request, of a finished job, or of a declared score for an hour, dollars.
    VALUE(false),
    /// Delay cost of a job, dollars per hour of its completion time.
    DELAY_COST(false),
    /// Work that a job has left, samples.
    WORK_LEFT(false),
    /// Least replicas, or workers.
    MIN_REPLICAS(true),
    /// Most replicas, or workers.
    MAX_REPLICAS(true),
    /// Most dollars per hour of the workload.
    MAX_COST(false),
    /// Budget of the pool, dollars per hour.
    BUDGET(false),
    /// Devices of a type in the pool.
    DEVICES(true);

    private final boolean whole;

    Kind(boolean whole) {
      this.whole = whole;
    }

    /// Returns whether its values are whole numbers.
    public boolean isWhole() {
      return whole;
    }
  }

  /// Most times its value that a lever is tried at, and its inverse the least.
  public static final double REACH = 4;

  /// Most steps of a whole number in one direction.
  private static final int MOST_STEPS = 32;

  /// Returns a lever tried from a quarter of its value to four times.
  static Lever continuous(Kind kind, String of, double value) {
    return new Lever(kind, of, value, value / REACH, value * REACH);
  }

  /// Returns a lever of whole numbers, tried as far as four times its value and at least eight
  /// steps up.
  ///
  /// @param least smallest value that can be
  /// @param most largest value that can be
  static Lever whole(Kind kind, String of, int value, int least, int most) {
    int up = Math.min(MOST_STEPS, Math.max(8, ((int) REACH - 1) * value));
    return new Lever(
        kind, of, value, Math.max(least, value - MOST_STEPS), Math.min((long) most, value + up));
  }
}
