package io.rheostat.config.yaml;

import java.math.BigDecimal;

/// The least a number in YAML may be.
public enum LowerBound {
  ANY("any value"),
  AT_LEAST_ZERO("0 or more"),
  AT_LEAST_ONE("1 or more"),
  POSITIVE("above 0");

  private final String words;

  LowerBound(String words) {
    this.words = words;
  }

  /// Returns whether a number in base units is within the bound.
  public boolean admits(BigDecimal number) {
    return switch (this) {
      case ANY -> true;
      case AT_LEAST_ZERO -> number.signum() >= 0;
      case AT_LEAST_ONE -> number.compareTo(BigDecimal.ONE) >= 0;
      case POSITIVE -> number.signum() > 0;
    };
  }

  /// Returns the bound in words for error messages, such as `0 or more`.
  public String words() {
    return words;
  }
}
