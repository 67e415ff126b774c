package io.rheostat.ingest.exposition.series;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Parser of numbers in bytes. The short decimal numbers, most of those on a page, are read without
/// allocating; all others go through [Double#parseDouble(String)].
public final class NumberParser {
  /// Largest integer up to which a double represents every one; above it, a mantissa may round
  /// twice.
  private static final long EXACT = 1L << 53;

  private static final double[] TENS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private NumberParser() {}

  /// Returns the number written in a slice; `NaN`, `Inf` and `Infinity` in any case are numbers
  /// too.
  ///
  /// @throws NumberFormatException when it is none
  public static double decimal(byte[] bytes, int from, int to) {
    int index = from;
    boolean negative = index < to && bytes[index] == '-';
    if (negative || (index < to && bytes[index] == '+')) {
      index++;
    }
    long mantissa = 0;
    int digits = 0;
    int fraction = 0;
    boolean point = false;
    for (; index < to; index++) {
      byte character = bytes[index];
      if (character >= '0' && character <= '9' && mantissa < EXACT / 10) {
        mantissa = mantissa * 10 + (character - '0');
        digits++;
        fraction += point ? 1 : 0;
      } else if (character == '.' && !point) {
        point = true;
      } else if ((character == 'e' || character == 'E') && to - index <= 5 && digits > 0) {
        fraction -= exponent(bytes, index + 1, to);
        break;
      } else {
        return general(bytes, from, to);
      }
    }
    // Both operands are exact, so one operation rounds once, to the nearest double.
    if (digits == 0 || Math.abs(fraction) >= TENS.length) {
      return general(bytes, from, to);
    }
    double value = fraction < 0 ? mantissa * TENS[-fraction] : mantissa / TENS[fraction];
    return negative ? -value : value;
  }

  /// Returns the whole number written in a slice.
  ///
  /// @throws NumberFormatException when it is none or does not fit 64 bits
  public static long whole(byte[] bytes, int from, int to) {
    return Long.parseLong(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
  }

  /// Returns a number in the form of bounds on pages: a plain decimal, or `+Inf`.
  public static String text(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    BigDecimal shortest = new BigDecimal(Double.toString(value));
    return shortest.stripTrailingZeros().toPlainString();
  }

  /// Returns an exponent of at most four characters.
  private static int exponent(byte[] bytes, int from, int to) {
    boolean signed = from < to && (bytes[from] == '-' || bytes[from] == '+');
    int exponent = 0;
    int first = signed ? from + 1 : from;
    for (int index = first; index < to; index++) {
      if (bytes[index] < '0' || bytes[index] > '9') {
        throw new NumberFormatException("exponent");
      }
      exponent = exponent * 10 + (bytes[index] - '0');
    }
    if (first >= to) {
      throw new NumberFormatException("exponent");
    }
    return bytes[from] == '-' ? -exponent : exponent;
  }

  private static double general(byte[] bytes, int from, int to) {
    String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    for (int index = 0; index < text.length(); index++) {
      // Java also takes hexadecimal numbers, suffixes and surrounding blanks; pages have none of
      // them.
      if ("0123456789+-.eE".indexOf(text.charAt(index)) < 0) {
        return word(text);
      }
    }
    return Double.parseDouble(text);
  }

  private static double word(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "nan" -> Double.NaN;
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> throw new NumberFormatException(text);
    };
  }
}
