package io.rheostat.actuator.driver.webhook;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// Parser of the header `Retry-After` (RFC 9110, 10.2.3): seconds, or a date.
final class RetryAfter {
  /// Longest pause: a longer one would only mean a broken endpoint, and outlast any command.
  private static final Duration MOST = Duration.ofMinutes(5);

  private RetryAfter() {}

  /// Returns the end of the requested pause; empty for any other text.
  static Optional<Instant> parse(String text, Instant now) {
    Instant latest = now.plus(MOST);
    try {
      Instant asked =
          text.matches("\\d{1,9}")
              ? now.plusSeconds(Long.parseLong(text))
              : ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(asked.isAfter(latest) ? latest : asked);
    } catch (DateTimeException e) {
      return Optional.empty(); // what can't be read asks for nothing
    }
  }
}
