package io.rheostat.model.estimate;

/// A share known only within bounds.
///
/// @param lower at least this, 0..1
/// @param upper at most this, 0..1
public record Interval(double lower, double upper) {
  public Interval {
    if (!(lower >= 0 && lower <= upper && upper <= 1)) {
      throw new IllegalArgumentException(
          "interval is " + lower + ".." + upper + ". It must lie within 0..1 and be in order.");
    }
  }
}
