package io.rheostat.config.schema;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Just enough JSON to print the schema: keys sorted, two spaces, one key a line.
public sealed interface Json {
  record Text(String text) implements Json {}

  record Flag(boolean value) implements Json {}

  record Whole(long value) implements Json {}

  record Items(List<Json> items) implements Json {}

  record Fields(SortedMap<String, Json> fields) implements Json {
    /// Returns these fields and one more.
    Fields with(String name, Json value) {
      SortedMap<String, Json> more = new TreeMap<>(fields);
      more.put(name, value);
      return new Fields(more);
    }

    Fields with(String name, String value) {
      return with(name, new Text(value));
    }
  }

  static Fields fields() {
    return new Fields(new TreeMap<>());
  }

  /// Returns a JSON list of strings.
  public static Json texts(List<String> texts) {
    return new Items(texts.stream().<Json>map(Text::new).toList());
  }

  /// Prints a value, without a line end.
  static String print(Json json) {
    return print(json, "");
  }

  private static String print(Json json, String indent) {
    String deeper = indent + "  ";
    return switch (json) {
      case Text(String text) -> quote(text);
      case Flag(boolean value) -> Boolean.toString(value);
      case Whole(long value) -> Long.toString(value);
      case Items(List<Json> items) when items.stream().allMatch(Text.class::isInstance) ->
          items.stream().map(item -> print(item, "")).collect(Collectors.joining(", ", "[", "]"));
      case Items(List<Json> items) ->
          items.stream()
              .map(item -> deeper + print(item, deeper))
              .collect(Collectors.joining(",\n", "[\n", "\n" + indent + "]"));
      case Fields(SortedMap<String, Json> fields) ->
          fields.entrySet().stream()
              .map(field -> deeper + quote(field.getKey()) + ": " + print(field.getValue(), deeper))
              .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
    };
  }

  private static String quote(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
