package io.rheostat.core.encoding.coder;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/// Coders of all types in states; built once for a codec, so no look-up is left when a state is
/// written.
public final class Coders {
  private final Map<Type, Coder<?>> known = new HashMap<>(ScalarCoders.ALL);

  /// Returns the coder of a class.
  @SuppressWarnings("unchecked") // a coder is only ever stored under the type it codes
  public <T> Coder<T> ofClass(Class<T> type) {
    return (Coder<T>) of(type);
  }

  /// Returns the coder of a type as declared by a record.
  Coder<?> of(Type type) {
    Coder<?> found = known.get(type);
    if (found != null) {
      return found;
    }
    if (type instanceof ParameterizedType generic) {
      return ofGeneric(generic);
    }
    if (type instanceof Class<?> plain) {
      return ofPlain(plain);
    }
    throw new IllegalArgumentException(type + " has no canonical encoding");
  }

  private Coder<?> ofGeneric(ParameterizedType type) {
    Type[] arguments = type.getActualTypeArguments();
    Class<?> raw = (Class<?>) type.getRawType();
    if (raw == List.class) {
      return ContainerCoders.list(of(arguments[0]));
    }
    if (raw == Optional.class) {
      return ContainerCoders.optional(of(arguments[0]));
    }
    if (raw == SortedMap.class && arguments[0] == String.class) {
      return ContainerCoders.map(of(arguments[1]));
    }
    if (raw == SortedSet.class && arguments[0] == String.class) {
      return ContainerCoders.set();
    }
    throw new IllegalArgumentException(type + " has no canonical encoding");
  }

  private Coder<?> ofPlain(Class<?> type) {
    if (type.isEnum()) {
      return ContainerCoders.enumeration(type.getEnumConstants());
    }
    if (type.isRecord()) {
      RecordCoder coder = new RecordCoder(type);
      known.put(type, coder);
      coder.resolve(this::of);
      return coder;
    }
    if (type.isSealed()) {
      SealedCoder coder = new SealedCoder(type);
      known.put(type, coder);
      coder.resolve(this::of);
      return coder;
    }
    throw new IllegalArgumentException(type + " has no canonical encoding");
  }

  /// Returns a text that changes whenever a component of the type, or of any nested type, changes.
  public String shape(Class<?> type) {
    StringBuilder text = new StringBuilder();
    describe(type, text, new TreeSet<>());
    return text.toString();
  }

  private static void describe(Type type, StringBuilder text, SortedSet<String> seen) {
    text.append(type.getTypeName()).append(';');
    if (type instanceof ParameterizedType generic) {
      for (Type argument : generic.getActualTypeArguments()) {
        describe(argument, text, seen);
      }
    }
    if (!(type instanceof Class<?> plain)
        || type == OptionalDouble.class
        || !seen.add(plain.getName())) {
      return;
    }
    if (plain.isEnum()) {
      for (Object constant : plain.getEnumConstants()) {
        text.append(constant).append(',');
      }
    } else if (plain.isRecord()) {
      for (RecordComponent component : plain.getRecordComponents()) {
        text.append(component.getName()).append(':');
        describe(component.getGenericType(), text, seen);
      }
    } else if (plain.isSealed()) {
      for (Class<?> permitted : plain.getPermittedSubclasses()) {
        describe(permitted, text, seen);
      }
    }
  }
}
