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
    public List<Branch> branches() {
      List<Branch> branches = new ArrayList<>();
      for (Value value : values) {
        branches.add((Branch) value);
      }
      return branches;
    }

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
    public boolean has(String key) {
      return children.containsKey(key);
    }

    public String text(String key) {
      return ((Text) child(key)).text();
    }

    public Optional<String> findText(String key) {
      return has(key) ? Optional.of(text(key)) : Optional.empty();
    }

    public BigDecimal decimal(String key) {
      return ((Quantity) child(key)).number();
    }

    public double number(String key) {
      return decimal(key).doubleValue();
    }

    public OptionalDouble findNumber(String key) {
      return has(key) ? OptionalDouble.of(number(key)) : OptionalDouble.empty();
    }

    public int whole(String key) {
      return decimal(key).intValueExact();
    }

    /// Returns a duration to the nanosecond, capped at the longest representable one.
    public Duration duration(String key) {
      BigInteger nanos =
          decimal(key).movePointRight(9).setScale(0, RoundingMode.HALF_UP).toBigInteger();
      return Duration.ofNanos(nanos.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact());
    }

    public Optional<Instant> findInstant(String key) {
      return has(key) ? Optional.of(((Moment) child(key)).instant()) : Optional.empty();
    }

    public Branch branch(String key) {
      return (Branch) child(key);
    }

    public Optional<Branch> findBranch(String key) {
      return has(key) ? Optional.of(branch(key)) : Optional.empty();
    }

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
