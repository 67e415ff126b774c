package io.rheostat.config.schema;

import io.rheostat.config.schema.Json.Fields;
import io.rheostat.config.shape.Key;
import io.rheostat.config.shape.Key.Presence;
import io.rheostat.config.shape.Shape;
import io.rheostat.config.shape.Shapes;
import io.rheostat.config.yaml.NumberUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The JSON Schema (draft 2020-12) of every document, for editors and checks outside of Rheostat.
/// It is printed from the tables the loader reads by; `schema/rheostat.schema.json` is its
/// checked-in copy.
public final class ConfigSchema {
  private ConfigSchema() {}

  /// Returns the schema as JSON text with a line end.
  public static String json() {
    Shape.Variants document = Shapes.document();
    Fields definitions = Json.fields();
    for (Map.Entry<String, Shape.Mapping> kind : document.byWord().entrySet()) {
      definitions = definitions.with(kind.getKey(), schema(kind.getValue()));
    }
    Fields root =
        choice(document, "#/$defs/")
            .with("$schema", "https://json-schema.org/draft/2020-12/schema")
            .with(
                "title",
                "Rheostat: devices, pools, workloads, signal presets, scrape jobs, ingest,"
                    + " scenarios, troubles")
            .with("$defs", definitions);
    return Json.print(root) + "\n";
  }

  private static Fields schema(Shape shape) {
    return switch (shape) {
      case Shape.Text _ ->
          type("string").with("type", Json.texts(List.of("string", "number", "boolean")));
      case Shape.Name _ -> type("string").with("pattern", "^" + Shape.Name.PATTERN + "$");
      case Shape.Word word -> Json.fields().with("enum", Json.texts(word.words()));
      case Shape.Quantity quantity -> quantity(quantity);
      case Shape.Moment _ -> type("string").with("format", "date-time");
      case Shape.ListOf list ->
          type("array").with("items", schema(list.item())).with("minItems", new Json.Whole(1));
      case Shape.OneOrMany many ->
          anyOf(schema(many.item()), schema(new Shape.ListOf(many.item())));
      case Shape.WordOrList choice ->
          anyOf(
              Json.fields().with("enum", Json.texts(List.of(choice.word()))),
              schema(new Shape.ListOf(choice.item())));
      case Shape.MapOf map -> type("object").with("additionalProperties", schema(map.value()));
      case Shape.Mapping mapping -> mapping(mapping);
      case Shape.Variants variants -> variants(variants);
      case Shape.OneKey choice -> oneKey(choice.mapping());
      case Shape.WordOrOneKey choice ->
          anyOf(
              Json.fields().with("enum", Json.texts(List.of(choice.word()))),
              oneKey(choice.mapping()));
    };
  }

  private static Fields quantity(Shape.Quantity shape) {
    NumberUnit measure = shape.measure();
    Fields text = type("string").with("pattern", measure.pattern());
    Fields number = type(measure == NumberUnit.WHOLE ? "integer" : "number");
    number =
        switch (shape.limit()) {
          case ANY -> number;
          case AT_LEAST_ZERO -> number.with("minimum", new Json.Whole(0));
          case AT_LEAST_ONE -> number.with("minimum", new Json.Whole(1));
          case POSITIVE -> number.with("exclusiveMinimum", new Json.Whole(0));
        };
    if (measure == NumberUnit.SHARE) {
      number = number.with("maximum", new Json.Whole(1));
    }
    if (!measure.bareNumber()) {
      return text;
    }
    return measure.hasUnits() ? anyOf(number, text) : number;
  }

  private static Fields mapping(Shape.Mapping mapping) {
    Fields properties = Json.fields();
    List<String> required = new ArrayList<>();
    for (Key key : mapping.keys()) {
      properties =
          properties.with(key.name(), schema(key.shape()).with("description", describe(key)));
      if (key.presence() == Presence.REQUIRED) {
        required.add(key.name());
      }
    }
    Fields schema =
        type("object")
            .with("additionalProperties", new Json.Flag(false))
            .with("properties", properties);
    return required.isEmpty() ? schema : schema.with("required", Json.texts(required));
  }

  private static Fields oneKey(Shape.Mapping mapping) {
    return mapping(mapping)
        .with("minProperties", new Json.Whole(1))
        .with("maxProperties", new Json.Whole(1));
  }

  private static String describe(Key key) {
    return switch (key.presence()) {
      case REQUIRED, OPTIONAL -> key.meaning() + " Such as " + key.sample() + ".";
      case DEFAULTED -> key.meaning() + " Default: " + key.sample() + ".";
    };
  }

  /// Returns a definition for each word, chosen by the key.
  private static Fields choice(Shape.Variants variants, String definitions) {
    List<Json> branches = new ArrayList<>();
    for (String word : variants.byWord().keySet()) {
      branches.add(branch(variants.key(), word, Json.fields().with("$ref", definitions + word)));
    }
    return chosen(variants, branches);
  }

  private static Fields variants(Shape.Variants variants) {
    List<Json> branches = new ArrayList<>();
    variants
        .byWord()
        .forEach((word, mapping) -> branches.add(branch(variants.key(), word, mapping(mapping))));
    return chosen(variants, branches);
  }

  private static Fields chosen(Shape.Variants variants, List<Json> branches) {
    List<String> words = List.copyOf(variants.byWord().keySet());
    Json key = Json.fields().with("enum", Json.texts(words));
    return type("object")
        .with("required", Json.texts(List.of(variants.key())))
        .with("properties", Json.fields().with(variants.key(), key))
        .with("allOf", new Json.Items(branches));
  }

  private static Json branch(String key, String word, Fields then) {
    Fields condition =
        Json.fields()
            .with("properties", Json.fields().with(key, Json.fields().with("const", word)))
            .with("required", Json.texts(List.of(key)));
    return Json.fields().with("if", condition).with("then", then);
  }

  private static Fields anyOf(Json one, Json other) {
    return Json.fields().with("anyOf", new Json.Items(List.of(one, other)));
  }

  private static Fields type(String type) {
    return Json.fields().with("type", type);
  }
}
