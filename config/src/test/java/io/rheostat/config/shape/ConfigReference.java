package io.rheostat.config.shape;

import io.rheostat.config.yaml.LowerBound;
import io.rheostat.config.yaml.NumberUnit;
import java.util.Locale;

/// Markdown reference of every key, printed from the shapes that the loader reads by.
final class ConfigReference {
  private final StringBuilder page = new StringBuilder();

  private ConfigReference() {}

  /// Returns the page.
  static String page() {
    ConfigReference reference = new ConfigReference();
    reference.page.append(
        """
        # Configuration

        Every key of every document, generated from the tables that the loader and the JSON Schema
        (`config/schema/rheostat.schema.json`) use. A folder of YAML files is one configuration; a file may hold
        several documents. `rheostat validate --config DIR` checks one, and names file, line and key of a problem.
        """);
    Shapes.document().byWord().forEach(reference::kind);
    return reference.page.toString();
  }

  private void kind(String kind, Shape.Mapping document) {
    page.append("\n## ").append(kind).append("\n\n");
    page.append("| key | value | | example | meaning |\n|---|---|---|---|---|\n");
    for (Key key : document.keys()) {
      if (key.name().equals("spec")) {
        rows("", key.shape());
      }
    }
  }

  private void rows(String prefix, Shape shape) {
    switch (shape) {
      case Shape.Mapping(var keys) -> keys.forEach(key -> row(prefix, key));
      case Shape.OneKey(var mapping) -> rows(prefix, mapping);
      case Shape.WordOrOneKey(_, var mapping) -> rows(prefix, mapping);
      case Shape.ListOf(var item) -> rows(prefix.isEmpty() ? "" : prefix + "[]", item);
      case Shape.OneOrMany(var item) -> rows(prefix.isEmpty() ? "" : prefix + "[]", item);
      case Shape.WordOrList(_, var item) -> rows(prefix.isEmpty() ? "" : prefix + "[]", item);
      case Shape.MapOf(var value) -> rows(prefix + ".*", value);
      case Shape.Variants(var key, var byWord) ->
          byWord.forEach((word, mapping) -> rows(prefix + "(" + key + ": " + word + ")", mapping));
      default -> {}
    }
  }

  private void row(String prefix, Key key) {
    String name = prefix.isEmpty() ? key.name() : prefix + "." + key.name();
    boolean defaulted = key.presence() == Key.Presence.DEFAULTED;
    page.append("| `")
        .append(name)
        .append("` | ")
        .append(value(key.shape()))
        .append(" | ")
        .append(
            switch (key.presence()) {
              case REQUIRED -> "required";
              case OPTIONAL -> "";
              case DEFAULTED -> "default";
            })
        .append(" | `")
        .append(cell(key.sample()))
        .append("` | ")
        .append(cell(key.meaning()))
        .append(" |\n");
    if (!defaulted || nests(key.shape())) {
      rows(name, key.shape());
    }
  }

  private static boolean nests(Shape shape) {
    return !(shape instanceof Shape.Text
        || shape instanceof Shape.Name
        || shape instanceof Shape.Word
        || shape instanceof Shape.Quantity
        || shape instanceof Shape.Moment);
  }

  private static String value(Shape shape) {
    return switch (shape) {
      case Shape.Text() -> "text";
      case Shape.Name() -> "name";
      case Shape.Word(var words) ->
          String.join(", ", words.stream().map(w -> "`" + w + "`").toList());
      case Shape.Quantity(var unit, var least) -> quantity(unit, least);
      case Shape.Moment() -> "time with offset";
      case Shape.ListOf(var item) -> "list of " + value(item);
      case Shape.OneOrMany(var item) -> value(item) + ", or a list";
      case Shape.WordOrList(var word, var item) -> "`" + word + "`, or a list of " + value(item);
      case Shape.MapOf(var value) -> "map to " + value(value);
      case Shape.Mapping(_) -> "mapping";
      case Shape.Variants(var key, _) -> "mapping by `" + key + "`";
      case Shape.OneKey(_) -> "mapping with one key";
      case Shape.WordOrOneKey(var word, _) -> "`" + word + "`, or a mapping with one key";
    };
  }

  private static String quantity(NumberUnit unit, LowerBound least) {
    return unit.toString().toLowerCase(Locale.ROOT).replace('_', ' ')
        + ", "
        + least.toString().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace('\n', ' ');
  }
}
