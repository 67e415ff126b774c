package io.rheostat.core.encoding;

import io.rheostat.core.encoding.coder.StateFormatException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Converter of another version's values into this version's records: components by name, whatever
/// their order. A new component takes its empty value, a removed one is left out. One that became
/// optional or stopped being so, or moved into a record of its own, is found.
final class TreeConverter {
  /// Names of constants with a record's own empty value.
  private static final List<String> EMPTY = List.of("EMPTY", "NONE", "NEVER", "NOTHING");

  /// Former names of components, by the present one: their bytes stay readable.
  private static final Map<String, String> FORMER_NAMES =
      Map.of("continuity", "watch", "desired", "held", "recentRate", "panicRate");

  private static final Map<Type, Object> BLANK =
      Map.ofEntries(
          Map.entry(boolean.class, false),
          Map.entry(int.class, 0),
          Map.entry(Integer.class, 0),
          Map.entry(long.class, 0L),
          Map.entry(Long.class, 0L),
          Map.entry(double.class, 0.0),
          Map.entry(Double.class, 0.0),
          Map.entry(String.class, ""),
          Map.entry(Instant.class, Instant.EPOCH),
          Map.entry(Duration.class, Duration.ZERO),
          Map.entry(OptionalDouble.class, OptionalDouble.empty()));

  private TreeConverter() {}

  /// Returns a value converted to a type.
  ///
  /// @throws StateFormatException when it cannot be converted
  static Object convert(Tree tree, Type type) {
    if (tree instanceof Tree.Maybe(Optional<Tree> value) && !isOptional(type)) {
      return value.isPresent() ? convert(value.get(), type) : blank(type);
    }
    if (type instanceof ParameterizedType generic) {
      return container(tree, generic);
    }
    if (type == OptionalDouble.class) {
      return tree instanceof Tree.Maybe(Optional<Tree> value)
          ? value
              .map(v -> OptionalDouble.of((double) convert(v, double.class)))
              .orElse(OptionalDouble.empty())
          : OptionalDouble.of((double) convert(tree, double.class));
    }
    Class<?> plain = (Class<?>) type;
    return switch (tree) {
      case Tree.Scalar(Object value) -> scalar(value, plain);
      case Tree.Fields(var fields) when plain.isRecord() -> record(fields, plain);
      case Tree.Constant(String name) when plain.isEnum() -> constant(name, plain);
      case Tree.Member(String name, Tree value) when plain.isSealed() -> member(name, value, plain);
      case Tree.Items(var items) when plain == double[].class ->
          items.stream().mapToDouble(item -> (double) convert(item, double.class)).toArray();
      case Tree.Items(var items) when plain == long[].class ->
          items.stream().mapToLong(item -> (long) convert(item, long.class)).toArray();
      default -> throw cannot(tree, type);
    };
  }

  private static boolean isOptional(Type type) {
    return type == OptionalDouble.class
        || (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class);
  }

  private static Object container(Tree tree, ParameterizedType type) {
    Type[] arguments = type.getActualTypeArguments();
    Type raw = type.getRawType();
    Type last = arguments[arguments.length - 1];
    if (raw == Optional.class) {
      return tree instanceof Tree.Maybe(Optional<Tree> value)
          ? value.map(present -> convert(present, last))
          : Optional.of(convert(tree, last));
    }
    return switch (tree) {
      case Tree.Items(var items) when raw == List.class -> {
        List<Object> converted = new ArrayList<>();
        items.forEach(item -> converted.add(convert(item, last)));
        yield Collections.unmodifiableList(converted);
      }
      case Tree.Entries(var entries) when raw == SortedMap.class -> {
        SortedMap<String, Object> converted = new TreeMap<>();
        entries.forEach((key, value) -> converted.put(key, convert(value, last)));
        yield Collections.unmodifiableSortedMap(converted);
      }
      case Tree.Texts(var texts) when raw == SortedSet.class -> texts;
      default -> throw cannot(tree, type);
    };
  }

  private static Object scalar(Object value, Class<?> type) {
    if (value instanceof Long number) {
      if (type == int.class || type == Integer.class) {
        return Math.clamp(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
      }
      if (type == double.class || type == Double.class) {
        return (double) number;
      }
    }
    Object sample = BLANK.get(type);
    if (sample == null || !sample.getClass().isInstance(value)) {
      throw cannot(new Tree.Scalar(value), type);
    }
    return value;
  }

  private static Object constant(String name, Class<?> type) {
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(name)) {
        return constant;
      }
    }
    throw new StateFormatException(type.getSimpleName() + " has no " + name + " any more");
  }

  private static Object member(String name, Tree value, Class<?> type) {
    for (Class<?> member : type.getPermittedSubclasses()) {
      if (member.getSimpleName().equals(name)) {
        return convert(value, member);
      }
    }
    throw new StateFormatException(type.getSimpleName() + " has no " + name + " any more");
  }

  private static Object record(SortedMap<String, Tree> written, Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    SortedMap<String, Tree> fields = renamed(written);
    SortedMap<String, Tree> rest = new TreeMap<>(fields);
    for (RecordComponent component : components) {
      rest.remove(component.getName());
    }
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      Tree tree = fields.get(components[i].getName());
      Type wanted = components[i].getGenericType();
      values[i] = tree != null ? convert(tree, wanted) : added(rest, wanted);
    }
    return build(type, values);
  }

  private static SortedMap<String, Tree> renamed(SortedMap<String, Tree> written) {
    SortedMap<String, Tree> fields = new TreeMap<>(written);
    FORMER_NAMES.forEach(
        (name, former) -> {
          Tree value = fields.remove(former);
          if (value != null) {
            fields.putIfAbsent(name, value);
          }
        });
    return fields;
  }

  /// Returns a component missing in the other version: regrouped from removed components, or empty.
  private static Object added(SortedMap<String, Tree> rest, Type type) {
    if (type instanceof Class<?> plain && plain.isRecord()) {
      for (RecordComponent component : plain.getRecordComponents()) {
        if (rest.containsKey(component.getName())) {
          return record(rest, plain);
        }
      }
    }
    return blank(type);
  }

  private static Object blank(Type type) {
    Object blank = BLANK.get(type);
    if (blank != null) {
      return blank;
    }
    if (type instanceof ParameterizedType generic) {
      Type raw = generic.getRawType();
      return raw == Optional.class
          ? Optional.empty()
          : raw == List.class
              ? List.of()
              : raw == SortedSet.class
                  ? Collections.unmodifiableSortedSet(new TreeSet<String>())
                  : Collections.unmodifiableSortedMap(new TreeMap<String, Object>());
    }
    Class<?> plain = (Class<?>) type;
    if (plain == double[].class) {
      return new double[0];
    }
    if (plain == long[].class) {
      return new long[0];
    }
    if (plain.isEnum()) {
      return plain.getEnumConstants()[0];
    }
    if (plain.isRecord()) {
      return empty(plain).orElseGet(() -> record(new TreeMap<>(), plain));
    }
    throw new StateFormatException(plain.getSimpleName() + " has no empty value");
  }

  private static Optional<Object> empty(Class<?> type) {
    for (Field field : type.getDeclaredFields()) {
      if (EMPTY.contains(field.getName())
          && Modifier.isStatic(field.getModifiers())
          && field.getType() == type) {
        try {
          field.setAccessible(true);
          return Optional.of(field.get(type));
        } catch (IllegalAccessException e) {
          throw new IllegalStateException(field + " cannot be read", e);
        }
      }
    }
    return Optional.empty();
  }

  private static Object build(Class<?> type, Object[] values) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] parameters = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      parameters[i] = components[i].getType();
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(parameters);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new StateFormatException("a damaged " + type.getSimpleName() + ": " + e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be built", e);
    }
  }

  private static StateFormatException cannot(Tree tree, Type type) {
    return new StateFormatException(
        "a " + tree.getClass().getSimpleName() + " cannot become a " + type.getTypeName());
  }
}
