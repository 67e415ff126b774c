package io.rheostat.config.shape;

/// One key of a mapping.
///
/// @param name as written
/// @param shape shape of its value
/// @param presence whether it may be left out
/// @param sample a good value in YAML; the default when there is one
/// @param meaning its meaning, in a sentence
public record Key(String name, Shape shape, Presence presence, String sample, String meaning) {
  /// Presence of a key: required, optional or with a default.
  public enum Presence {
    REQUIRED,
    OPTIONAL,
    DEFAULTED
  }

  /// Returns a key without a default, refused by the loader when it is left out.
  public static Key required(String name, Shape shape, String sample, String meaning) {
    return new Key(name, shape, Presence.REQUIRED, sample, meaning);
  }

  static Key optional(String name, Shape shape, String sample, String meaning) {
    return new Key(name, shape, Presence.OPTIONAL, sample, meaning);
  }

  static Key defaulted(String name, Shape shape, String value, String meaning) {
    return new Key(name, shape, Presence.DEFAULTED, value, meaning);
  }
}
