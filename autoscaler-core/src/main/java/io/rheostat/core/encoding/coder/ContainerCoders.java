package io.rheostat.core.encoding.coder;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/// Coders of lists, optionals, sorted maps and sets with text keys, and enums (by position: the
/// shape's fingerprint holds all constants).
public final class ContainerCoders {
  private ContainerCoders() {}

  static <T> Coder<List<T>> list(Coder<T> element) {
    return new Coder<>() {
      @Override
      public void write(List<T> value, ByteSink sink) {
        sink.writeVarint(value.size());
        for (T item : value) {
          element.write(item, sink);
        }
      }

      @Override
      public List<T> read(ByteSource source) {
        int size = source.readLength();
        List<T> items = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
          items.add(element.read(source));
        }
        return Collections.unmodifiableList(items);
      }

      @Override
      @SuppressWarnings("ReferenceEquality") // what did not change is shared
      public List<T> mapTimes(List<T> value, UnaryOperator<Instant> times) {
        List<T> items = new ArrayList<>(value.size());
        boolean changed = false;
        for (T item : value) {
          T mapped = element.mapTimes(item, times);
          changed |= mapped != item;
          items.add(mapped);
        }
        return changed ? Collections.unmodifiableList(items) : value;
      }
    };
  }

  static <T> Coder<Optional<T>> optional(Coder<T> element) {
    return new Coder<>() {
      @Override
      public void write(Optional<T> value, ByteSink sink) {
        sink.writeByte(value.isPresent() ? 1 : 0);
        value.ifPresent(present -> element.write(present, sink));
      }

      @Override
      public Optional<T> read(ByteSource source) {
        return source.readByte() == 0 ? Optional.empty() : Optional.of(element.read(source));
      }

      @Override
      @SuppressWarnings("ReferenceEquality") // what did not change is shared
      public Optional<T> mapTimes(Optional<T> value, UnaryOperator<Instant> times) {
        if (value.isEmpty()) {
          return value;
        }
        T mapped = element.mapTimes(value.get(), times);
        return mapped == value.get() ? value : Optional.of(mapped);
      }
    };
  }

  static <V> Coder<SortedMap<String, V>> map(Coder<V> values) {
    return new Coder<>() {
      @Override
      public void write(SortedMap<String, V> map, ByteSink sink) {
        sink.writeVarint(map.size());
        for (Map.Entry<String, V> entry : map.entrySet()) {
          sink.writeText(entry.getKey());
          values.write(entry.getValue(), sink);
        }
      }

      @Override
      public SortedMap<String, V> read(ByteSource source) {
        SortedMap<String, V> map = new TreeMap<>();
        int size = source.readLength();
        for (int i = 0; i < size; i++) {
          map.put(source.readText(), values.read(source));
        }
        return Collections.unmodifiableSortedMap(map);
      }

      @Override
      @SuppressWarnings("ReferenceEquality") // what did not change is shared
      public SortedMap<String, V> mapTimes(
          SortedMap<String, V> value, UnaryOperator<Instant> times) {
        SortedMap<String, V> map = new TreeMap<>();
        boolean changed = false;
        for (Map.Entry<String, V> entry : value.entrySet()) {
          V mapped = values.mapTimes(entry.getValue(), times);
          changed |= mapped != entry.getValue();
          map.put(entry.getKey(), mapped);
        }
        return changed ? Collections.unmodifiableSortedMap(map) : value;
      }
    };
  }

  /// Returns the coder of a sorted set of texts, read as unmodifiable.
  public static Coder<SortedSet<String>> set() {
    return new Coder<>() {
      @Override
      public void write(SortedSet<String> set, ByteSink sink) {
        sink.writeVarint(set.size());
        set.forEach(sink::writeText);
      }

      @Override
      public SortedSet<String> read(ByteSource source) {
        SortedSet<String> set = new TreeSet<>();
        int size = source.readLength();
        for (int i = 0; i < size; i++) {
          set.add(source.readText());
        }
        return Collections.unmodifiableSortedSet(set);
      }
    };
  }

  @SuppressWarnings("EnumOrdinal") // the fingerprint refuses state of a family with other constants
  static Coder<Object> enumeration(Object[] constants) {
    return new Coder<>() {
      @Override
      public void write(Object value, ByteSink sink) {
        sink.writeVarint(((Enum<?>) value).ordinal());
      }

      @Override
      public Object read(ByteSource source) {
        int ordinal = source.readByte();
        if (ordinal >= constants.length) {
          throw new StateFormatException(
              "no constant " + ordinal + " of " + constants[0].getClass());
        }
        return constants[ordinal];
      }
    };
  }
}
