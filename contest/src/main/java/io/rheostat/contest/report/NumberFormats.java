package io.rheostat.contest.report;

import java.util.Locale;

/// Number formats of the report, the same on every machine.
public final class NumberFormats {
  private NumberFormats() {}

  /// Formats a number with a fixed number of decimals; a zero has no sign.
  public static String fixed(double value, int digits) {
    String text = String.format(Locale.ROOT, "%." + digits + "f", value);
    // No "-0.00".
    return text.startsWith("-") && text.matches("-[0.]+") ? text.substring(1) : text;
  }

  /// Formats a share as `99.53 %`.
  public static String percent(double share, int digits) {
    return fixed(100 * share, digits) + " %";
  }

  /// Formats dollars as `12.34`, with a dash for a missing value.
  static String usd(double usd) {
    return Double.isFinite(usd) ? fixed(usd, 2) : "–";
  }

  /// Formats a ratio as `1.23`, with a dash for a missing value.
  static String ratio(double ratio) {
    return Double.isFinite(ratio) ? fixed(ratio, 2) : "–";
  }

  /// Formats attainment with enough digits to keep it apart from 100 %.
  static String attainment(double share) {
    return share < 1 && share > 0.9995 ? percent(Math.min(share, 0.99999), 3) : percent(share, 2);
  }
}
