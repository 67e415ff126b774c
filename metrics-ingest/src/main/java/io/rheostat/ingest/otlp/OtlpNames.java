package io.rheostat.ingest.otlp;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Possible names of a metric on a page, by OpenTelemetry's mapping to Prometheus.
final class OtlpNames {
  private static final Map<String, String> UNITS =
      Map.ofEntries(
          entry("d", "days"),
          entry("h", "hours"),
          entry("min", "minutes"),
          entry("s", "seconds"),
          entry("ms", "milliseconds"),
          entry("us", "microseconds"),
          entry("ns", "nanoseconds"),
          entry("By", "bytes"),
          entry("KiBy", "kibibytes"),
          entry("MiBy", "mebibytes"),
          entry("GiBy", "gibibytes"),
          entry("TiBy", "tibibytes"),
          entry("KBy", "kilobytes"),
          entry("MBy", "megabytes"),
          entry("GBy", "gigabytes"),
          entry("TBy", "terabytes"),
          entry("m", "meters"),
          entry("V", "volts"),
          entry("A", "amperes"),
          entry("J", "joules"),
          entry("W", "watts"),
          entry("g", "grams"),
          entry("Cel", "celsius"),
          entry("Hz", "hertz"),
          entry("%", "percent"),
          entry("1", ""));

  private static final Map<String, String> PER_UNITS =
      Map.of(
          "s", "second", "m", "minute", "h", "hour", "d", "day", "w", "week", "mo", "month", "y",
          "year");

  private OtlpNames() {}

  /// Returns the names to search for, the likeliest first: the received one, left as the exporter
  /// wrote it by the Collector's Prometheus receiver; with `_` for characters not allowed in a
  /// name; and with its unit and `_total` behind it.
  static List<String> candidates(Metric metric) {
    return List.of(metric.name(), sanitised(metric.name()), translated(metric));
  }

  private static String sanitised(String name) {
    StringBuilder text = new StringBuilder(name.length() + 1);
    if (!name.isEmpty() && isDigit(name.charAt(0))) {
      text.append('_');
    }
    for (int index = 0; index < name.length(); index++) {
      char character = name.charAt(index);
      text.append(isOfName(character) ? character : '_');
    }
    return text.toString();
  }

  private static String translated(Metric metric) {
    List<String> words = words(metric.name());
    String unit = withoutAnnotations(metric.unit());
    int slash = unit.indexOf('/');
    String main = slash < 0 ? unit : unit.substring(0, slash);
    String per = slash < 0 ? "" : unit.substring(slash + 1);
    append(words, words(UNITS.getOrDefault(main, main)));
    List<String> perWords = words(PER_UNITS.getOrDefault(per, per));
    if (!perWords.isEmpty()) {
      perWords.addFirst("per");
      append(words, perWords);
    }
    if (metric.isCounter()) {
      moveLast(words, "total");
    }
    if (metric.kind() == Metric.Kind.GAUGE && unit.equals("1")) {
      moveLast(words, "ratio");
    }
    String name = String.join("_", words);
    return !name.isEmpty() && isDigit(name.charAt(0)) ? "_" + name : name;
  }

  private static void append(List<String> words, List<String> more) {
    if (!words.containsAll(more)) {
      words.addAll(more);
    }
  }

  private static void moveLast(List<String> words, String word) {
    words.removeIf(word::equals);
    words.add(word);
  }

  /// Removes all text in braces.
  private static String withoutAnnotations(String unit) {
    StringBuilder text = new StringBuilder(unit.length());
    int depth = 0;
    for (int index = 0; index < unit.length(); index++) {
      char character = unit.charAt(index);
      if (character == '{') {
        depth++;
      } else if (character == '}') {
        depth = Math.max(0, depth - 1);
      } else if (depth == 0) {
        text.append(character);
      }
    }
    return text.toString().strip();
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int index = 0; index <= text.length(); index++) {
      char character = index < text.length() ? text.charAt(index) : '_';
      if (character != '_' && isOfName(character)) {
        word.append(character);
      } else if (!word.isEmpty()) {
        words.add(word.toString());
        word.setLength(0);
      }
    }
    return words;
  }

  private static boolean isOfName(char character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || isDigit(character)
        || character == '_'
        || character == ':';
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }
}
