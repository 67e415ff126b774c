package io.rheostat.core.stage;

/// Aggregates of a partition concerned by an event.
public sealed interface Route {
  /// One, by its key; it is created when the partition owns the key and does not know it yet.
  record One(String key) implements Route {}

  /// All that exist, in the order of their keys.
  record All() implements Route {}

  /// All that exist and this one.
  record AllAnd(String key) implements Route {}

  /// None.
  record None() implements Route {}
}
