package io.rheostat.core.encoding;

import io.rheostat.core.encoding.coder.StateFormatException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/// Description of a record type with all nested types, for reading its bytes without the type: a
/// later version, with other components in its records, reads them by the components' names.
///
/// Its text has one line for the root and one for each type:
///
/// ```
/// root a.Member
/// record a.Member workload:@b.Workload floors:map<@a.Floor> failures:int
/// enum b.Mode OBSERVE ACT
/// sealed b.Objective b.Objective$Inference b.Objective$Training
/// ```
///
/// @param root name of the root's type
/// @param types all named types, by name
public record StateShape(String root, SortedMap<String, Definition> types) {
  static final Map<Type, String> SCALARS =
      Map.ofEntries(
          Map.entry(boolean.class, "boolean"),
          Map.entry(int.class, "int"),
          Map.entry(Integer.class, "int"),
          Map.entry(long.class, "int"),
          Map.entry(Long.class, "int"),
          Map.entry(double.class, "double"),
          Map.entry(Double.class, "double"),
          Map.entry(String.class, "text"),
          Map.entry(Instant.class, "instant"),
          Map.entry(Duration.class, "duration"),
          Map.entry(OptionalDouble.class, "optional<double>"),
          Map.entry(double[].class, "list<double>"),
          Map.entry(long[].class, "list<int>"));

  /// Definition of one named type.
  sealed interface Definition {
    /// Components in the order of their bytes.
    record OfRecord(List<Component> components) implements Definition {}

    /// Constants in the order of their numbers.
    record OfEnum(List<String> constants) implements Definition {}

    /// Names of the permitted types in the order of their numbers.
    record OfSealed(List<String> members) implements Definition {}
  }

  /// Component of a record.
  ///
  /// @param type a scalar's name, `list<…>`, `optional<…>`, `map<…>`, `set`, or `@` and a type's
  ///     name
  record Component(String name, String type) {}

  /// Describes a type.
  static StateShape of(Class<?> root) {
    SortedMap<String, Definition> types = new TreeMap<>();
    describe(root, types);
    return new StateShape(root.getName(), types);
  }

  private static String describe(Type type, Map<String, Definition> types) {
    String scalar = SCALARS.get(type);
    if (scalar != null) {
      return scalar;
    }
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      Type raw = generic.getRawType();
      if (raw == SortedSet.class) {
        return "set";
      }
      String kind = raw == List.class ? "list<" : raw == Optional.class ? "optional<" : "map<";
      return kind + describe(arguments[arguments.length - 1], types) + ">";
    }
    Class<?> named = (Class<?>) type;
    if (!types.containsKey(named.getName())) {
      types.put(named.getName(), new Definition.OfEnum(List.of())); // ends a circle of types
      types.put(named.getName(), define(named, types));
    }
    return "@" + named.getName();
  }

  private static Definition define(Class<?> type, Map<String, Definition> types) {
    List<String> names = new ArrayList<>();
    if (type.isEnum()) {
      for (Object constant : type.getEnumConstants()) {
        names.add(((Enum<?>) constant).name());
      }
      return new Definition.OfEnum(names);
    }
    if (type.isRecord()) {
      List<Component> components = new ArrayList<>();
      for (RecordComponent component : type.getRecordComponents()) {
        String written = describe(component.getGenericType(), types);
        components.add(new Component(component.getName(), written));
      }
      return new Definition.OfRecord(components);
    }
    for (Class<?> member : type.getPermittedSubclasses()) {
      describe(member, types);
      names.add(member.getName());
    }
    return new Definition.OfSealed(names);
  }

  /// Returns the text, as read by [#parse].
  String text() {
    StringBuilder text = new StringBuilder("root " + root + "\n");
    types.forEach(
        (name, definition) -> {
          switch (definition) {
            case Definition.OfRecord(var components) -> {
              text.append("record ").append(name);
              components.forEach(
                  c -> text.append(' ').append(c.name()).append(':').append(c.type()));
            }
            case Definition.OfEnum(var constants) -> line(text, "enum ", name, constants);
            case Definition.OfSealed(var members) -> line(text, "sealed ", name, members);
          }
          text.append('\n');
        });
    return text.toString();
  }

  private static void line(StringBuilder text, String kind, String name, List<String> words) {
    text.append(kind).append(name);
    words.forEach(word -> text.append(' ').append(word));
  }

  /// Reads a text.
  ///
  /// @throws StateFormatException for a text without a description
  static StateShape parse(String text) {
    String root = "";
    SortedMap<String, Definition> types = new TreeMap<>();
    for (String line : text.lines().toList()) {
      List<String> words = List.of(line.split(" ", -1));
      if (words.size() < 2) {
        throw new StateFormatException("no description of a state: \"" + line + "\"");
      }
      List<String> rest = words.subList(2, words.size());
      switch (words.getFirst()) {
        case "root" -> root = words.get(1);
        case "enum" -> types.put(words.get(1), new Definition.OfEnum(rest));
        case "sealed" -> types.put(words.get(1), new Definition.OfSealed(rest));
        case "record" -> types.put(words.get(1), new Definition.OfRecord(components(rest)));
        default -> throw new StateFormatException("no description of a state: \"" + line + "\"");
      }
    }
    return new StateShape(root, types);
  }

  private static List<Component> components(List<String> words) {
    List<Component> components = new ArrayList<>();
    for (String word : words) {
      int colon = word.indexOf(':');
      if (colon < 1) {
        throw new StateFormatException("no component of a state: \"" + word + "\"");
      }
      components.add(new Component(word.substring(0, colon), word.substring(colon + 1)));
    }
    return components;
  }
}
