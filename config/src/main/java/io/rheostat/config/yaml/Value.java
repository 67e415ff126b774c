package io.rheostat.config.yaml;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/// YAML value matching its shape, defaults filled in.
public sealed interface Value {
  /// A text, a name or a word.
  record Text(String text) implements Value {}

  /// A number in the base unit of its measure.
  record Quantity(BigDecimal number) implements Value {}

  record Moment(Instant instant) implements Value {}

  record Items(List<Value> values) implements Value {
    /// Returns the items as mappings; a shape with other items is a bug and fails.
    public List<Branch> branches() {
      List<Branch> branches = new ArrayList<>();
      for (Value value : values) {
        branches.add((Branch) value);
      }
      return branches;
    }

    /// Returns the items as texts; a shape with other items is a bug and fails.
    public List<String> texts() {
      List<String> texts = new ArrayList<>();
      for (Value value : values) {
        texts.add(((Text) value).text());
      }
      return texts;
    }
  }

  /// A mapping. Readers ask for keys of its shape; asking for any other key is a bug and fails.
  record Branch(SortedMap<String, Value> children) implements Value {
    /// Returns whether the mapping has a key, written or by default.
    public boolean has(String key) {
      return children.containsKey(key);
    }

    /// Returns the text of a key.
    public String text(String key) {
      return ((Text) child(key)).text();
    }

    /// Returns the text of an optional key; empty when it is absent.
    public Optional<String> findText(String key) {
      return has(key) ? Optional.of(text(key)) : Optional.empty();
    }

    /// Returns the number of a key in its base unit, exact.
    public BigDecimal decimal(String key) {
      return ((Quantity) child(key)).number();
    }

    /// Returns the number of a key in its base unit, as the nearest double.
    public double number(String key) {
      return decimal(key).doubleValue();
    }

    /// Returns the number of an optional key in its base unit; empty when it is absent.
    public OptionalDouble findNumber(String key) {
      return has(key) ? OptionalDouble.of(number(key)) : OptionalDouble.empty();
    }

    /// Returns the whole number of a key; one with a fraction or beyond 32 bits is a bug and fails.
    public int whole(String key) {
      return decimal(key).intValueExact();
    }

    /// Returns a duration to the nanosecond, capped at the longest representable one.
    public Duration duration(String key) {
      BigInteger nanos =
          decimal(key).movePointRight(9).setScale(0, RoundingMode.HALF_UP).toBigInteger();
      return Duration.ofNanos(nanos.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact());
    }

    /// Returns the instant of an optional key; empty when it is absent.
    public Optional<Instant> findInstant(String key) {
      return has(key) ? Optional.of(((Moment) child(key)).instant()) : Optional.empty();
    }

    /// Returns the mapping of a key.
    public Branch branch(String key) {
      return (Branch) child(key);
    }

    /// Returns the mapping of an optional key; empty when it is absent.
    public Optional<Branch> findBranch(String key) {
      return has(key) ? Optional.of(branch(key)) : Optional.empty();
    }

    /// Returns the list of a key.
    public Items items(String key) {
      return (Items) child(key);
    }

    /// Returns the items, none when the key is absent.
    public Items findItems(String key) {
      return has(key) ? items(key) : new Items(List.of());
    }

    /// Returns a mapping of texts, empty when the key is absent.
    public SortedMap<String, String> texts(String key) {
      SortedMap<String, String> texts = new TreeMap<>();
      findBranch(key)
          .ifPresent(
              branch ->
                  branch.children().keySet().forEach(name -> texts.put(name, branch.text(name))));
      return texts;
    }

    private Value child(String key) {
      Value value = children.get(key);
      if (value == null) {
        throw new IllegalStateException("key " + key + " is not in " + children.keySet());
      }
      return value;
    }
  }
}
