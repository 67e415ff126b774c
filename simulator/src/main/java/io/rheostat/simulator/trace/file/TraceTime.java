package io.rheostat.simulator.trace.file;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A date and time in a trace's notation: year first, with or without `T`, seconds, fraction and
/// zone.
///
/// @param nanos since 1970; without a zone as if it were UTC
/// @param zoned whether a zone was written
record TraceTime(long nanos, boolean zoned) {
  private static final Pattern FORM =
      Pattern.compile(
          "(\\d{4})[-/](\\d{1,2})[-/](\\d{1,2})[T"
              + " _](\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?"
              + " ?(Z|z|UTC|GMT|[+-]\\d{2}(?::?\\d{2})?)?");
  private static final long NANOS = 1_000_000_000L;
  private static final int NANO_DIGITS = 9;

  static TraceTime parse(String text) {
    Matcher found = FORM.matcher(text);
    if (!found.matches()) {
      throw new IllegalArgumentException(
          "\"%s\" is neither a number nor a time such as 2024-05-12 00:00:00.48+00:00"
              .formatted(TraceRow.shorten(text)));
    }
    try {
      LocalDateTime local =
          LocalDateTime.of(
              number(found, 1),
              number(found, 2),
              number(found, 3),
              number(found, 4),
              number(found, 5),
              number(found, 6));
      String zone = group(found, 8);
      long seconds = local.toEpochSecond(ZoneOffset.UTC) - offsetSeconds(zone);
      long nanos = StrictMath.multiplyExact(seconds, NANOS) + fraction(group(found, 7));
      return new TraceTime(nanos, !zone.isEmpty());
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException("\"" + text + "\" is no time: " + e.getMessage(), e);
    }
  }

  private static long offsetSeconds(String zone) {
    if (zone.isEmpty() || Character.isLetter(zone.charAt(0))) {
      return 0;
    }
    String digits = zone.substring(1).replace(":", "");
    int minutes = 60 * Integer.parseInt(digits.substring(0, 2));
    minutes += digits.length() > 2 ? Integer.parseInt(digits.substring(2)) : 0;
    return zone.charAt(0) == '-' ? -60L * minutes : 60L * minutes;
  }

  private static long fraction(String digits) {
    return digits.isEmpty()
        ? 0
        : Long.parseLong(digits + "0".repeat(NANO_DIGITS - digits.length()));
  }

  /// Returns a part as a number; 0 for a part left out.
  private static int number(Matcher found, int group) {
    String digits = group(found, group);
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }

  private static String group(Matcher found, int group) {
    return Objects.requireNonNullElse(found.group(group), "");
  }
}
