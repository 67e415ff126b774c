package io.rheostat.app.recording;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Position in the logs: a time, or an offset in every partition.
public sealed interface LogPosition {
  /// A time: the first record stamped then or later.
  record At(Instant time) implements LogPosition {}

  /// An offset in every partition of both logs.
  record Offset(long offset) implements LogPosition {}

  /// Returns whether a record lies at the position or after it.
  default boolean isReachedBy(LogRecord record) {
    return switch (this) {
      case At(Instant time) -> record.timestampMillis() >= time.toEpochMilli();
      case Offset(long offset) -> record.offset() >= offset;
    };
  }

  /// Parses `2026-11-24T12:00:00Z`, `-24h` (before now; also `m` and `d`) or `@1200`.
  ///
  /// @throws IllegalArgumentException for any other text
  static LogPosition parse(String text, Instant now) {
    Matcher ago = Pattern.compile("-(\\d{1,6})([mhd])").matcher(text);
    if (ago.matches()) {
      Duration unit =
          switch (ago.group(2)) {
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            default -> Duration.ofDays(1);
          };
      return new At(now.minus(unit.multipliedBy(Long.parseLong(ago.group(1)))));
    }
    if (text.matches("@\\d{1,18}")) {
      return new Offset(Long.parseLong(text.substring(1)));
    }
    try {
      return new At(Instant.parse(text));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "\""
              + text
              + "\" is no position. Write a time such as 2026-11-24T12:00:00Z, -24h, or an offset"
              + " such as @1200.",
          e);
    }
  }
}
