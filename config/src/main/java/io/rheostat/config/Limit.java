package io.rheostat.config;

import java.math.BigDecimal;

/// The least a number in YAML may be.
enum Limit {
  ANY("any value"),
  AT_LEAST_ZERO("0 or more"),
  AT_LEAST_ONE("1 or more"),
  POSITIVE("above 0");

  private final String words;

  Limit(String words) {
    this.words = words;
  }

  boolean admits(BigDecimal number) {
    return switch (this) {
      case ANY -> true;
      case AT_LEAST_ZERO -> number.signum() >= 0;
      case AT_LEAST_ONE -> number.compareTo(BigDecimal.ONE) >= 0;
      case POSITIVE -> number.signum() > 0;
    };
  }

  String words() {
    return words;
  }
}
