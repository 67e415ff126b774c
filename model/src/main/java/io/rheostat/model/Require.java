package io.rheostat.model;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.NullMarked;

/// Checks of values in compact constructors; every message has the name and the value.
@NullMarked
public final class Require {
  private Require() {}

  /// Refuses a blank text.
  public static String text(String name, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(name + " is blank. Give it a value.");
    }
    return value;
  }

  /// Refuses anything but a finite number of at least zero.
  public static double atLeastZero(String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          name + " is " + value + ". It must be 0 or more and finite.");
    }
    return value;
  }

  /// Refuses anything but a finite number above zero.
  public static double positive(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          name + " is " + value + ". It must be above 0 and finite.");
    }
    return value;
  }

  /// Refuses a whole number below the given least one.
  public static long atLeast(String name, long least, long value) {
    if (value < least) {
      throw new IllegalArgumentException(
          name + " is " + value + ". It must be " + least + " or more.");
    }
    return value;
  }

  /// Refuses a share outside 0..1.
  public static double share(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " is " + value + ". It must lie between 0 and 1.");
    }
    return value;
  }

  /// Refuses NaN and infinities.
  public static double finite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " is " + value + ". It must be finite.");
    }
    return value;
  }

  /// Returns an unmodifiable sorted copy: order never depends on how the map was built.
  public static <V> SortedMap<String, V> sortedCopy(SortedMap<String, V> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }
}
