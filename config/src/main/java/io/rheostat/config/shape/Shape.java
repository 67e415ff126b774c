package io.rheostat.config.shape;

import io.rheostat.config.yaml.LowerBound;
import io.rheostat.config.yaml.NumberUnit;
import java.util.List;
import java.util.SortedMap;

/// Shape of a YAML value. The loader checks values against these tables and the JSON Schema is
/// printed from them, so the two can't say different things.
public sealed interface Shape {
  /// Any text.
  record Text() implements Shape {}

  /// A name for use in keys and addresses: letters, digits, `-`, `_`, `.`, at most 63.
  record Name() implements Shape {
    /// Regular expression of a whole name.
    public static final String PATTERN = "[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?";
  }

  /// One of some words.
  record Word(List<String> words) implements Shape {}

  /// A number with its unit.
  record Quantity(NumberUnit measure, LowerBound limit) implements Shape {}

  /// An instant in ISO 8601 with its offset, such as `2026-12-24T00:00Z`.
  record Moment() implements Shape {}

  /// A list.
  record ListOf(Shape item) implements Shape {}

  /// A list, or its only item without the list.
  record OneOrMany(Shape item) implements Shape {}

  /// A word, or a list.
  record WordOrList(String word, Shape item) implements Shape {}

  /// Keys chosen by the operator.
  record MapOf(Shape value) implements Shape {}

  /// A fixed set of known keys.
  record Mapping(List<Key> keys) implements Shape {}

  /// Alternative mappings, selected by the word under one of their keys.
  record Variants(String key, SortedMap<String, Mapping> byWord) implements Shape {}

  /// A mapping with exactly one of the known keys.
  record OneKey(Mapping mapping) implements Shape {}

  /// A word, or a mapping with exactly one of the known keys.
  record WordOrOneKey(String word, Mapping mapping) implements Shape {}
}
