package io.rheostat.simulator.trace.file;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Numbers of a trace, read whole or not at all.
final class TraceNumber {
  private static final int MOST_DIGITS = 40;
  private static final BigDecimal MOST_TOKENS = BigDecimal.valueOf(Integer.MAX_VALUE);
  private static final BigDecimal MOST_NANOS = BigDecimal.valueOf(Long.MAX_VALUE / 2);

  private TraceNumber() {}

  /// Tells whether a text is a number in decimal digits.
  static boolean is(String text) {
    int at = !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
    int digits = 0;
    boolean point = false;
    for (; at < text.length(); at++) {
      char each = text.charAt(at);
      if (each >= '0' && each <= '9') {
        digits++;
      } else if (each == '.' && !point) {
        point = true;
      } else {
        return digits > 0 && isExponent(text.substring(at));
      }
    }
    return digits > 0 && text.length() <= MOST_DIGITS;
  }

  private static boolean isExponent(String text) {
    return text.matches("[eE][+-]?\\d{1,2}");
  }

  /// Reads a count of tokens; 0 is read as 1. A whole number may be written with a fraction of
  /// zeros.
  static int tokens(String column, String text) {
    if (!is(text)) {
      throw new IllegalArgumentException(
          "\"%s\": %s is no number".formatted(column, TraceRow.shorten(text)));
    }
    BigDecimal number = new BigDecimal(text);
    if (number.signum() < 0 || number.compareTo(MOST_TOKENS) > 0) {
      throw new IllegalArgumentException(
          "\"%s\": %s tokens; it must be 0 or more and below 2^31".formatted(column, text));
    }
    if (number.stripTrailingZeros().scale() > 0) {
      throw new IllegalArgumentException(
          "\"%s\": %s is no whole number of tokens".formatted(column, text));
    }
    return StrictMath.max(1, number.intValueExact());
  }

  /// Reads a time in a unit, in nanoseconds.
  static long nanos(String column, BigDecimal number, TimeUnits unit) {
    BigDecimal nanos = number.multiply(BigDecimal.valueOf(unit.nanos()));
    if (nanos.signum() < 0 || nanos.compareTo(MOST_NANOS) > 0) {
      throw new IllegalArgumentException(
          "\"%s\": %s lies before 0 or more than 146 years after it".formatted(column, number));
    }
    return nanos.setScale(0, RoundingMode.HALF_UP).longValueExact();
  }
}
