package io.rheostat.app.cli.option;

import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine;

/// Converter of durations such as `90s`, `10m`, `2h`, `500ms`.
public final class DurationConverter implements CommandLine.ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    String value = text.strip().toLowerCase(Locale.ROOT);
    try {
      if (value.endsWith("ms")) {
        return Duration.ofMillis(number(value, 2));
      }
      if (value.endsWith("s")) {
        return Duration.ofSeconds(number(value, 1));
      }
      if (value.endsWith("m")) {
        return Duration.ofMinutes(number(value, 1));
      }
      if (value.endsWith("h")) {
        return Duration.ofHours(number(value, 1));
      }
    } catch (NumberFormatException e) {
      throw new CommandLine.TypeConversionException(words(text));
    }
    throw new CommandLine.TypeConversionException(words(text));
  }

  private static long number(String value, int unit) {
    return Long.parseLong(value.substring(0, value.length() - unit).strip());
  }

  private static String words(String text) {
    return "\"" + text + "\" is no duration. Write a number with ms, s, m or h, such as 60s.";
  }
}
