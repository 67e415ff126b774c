package io.rheostat.core.encoding;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/// Value of bytes read by their description, without its type.
sealed interface Tree {
  /// A boolean, long, double, text, instant or duration.
  record Scalar(Object value) implements Tree {}

  /// Elements of a list.
  record Items(List<Tree> items) implements Tree {}

  /// A value or none.
  record Maybe(Optional<Tree> value) implements Tree {}

  /// A map by text keys.
  record Entries(SortedMap<String, Tree> entries) implements Tree {}

  /// A set of texts.
  record Texts(SortedSet<String> texts) implements Tree {}

  /// A record's components by name.
  record Fields(SortedMap<String, Tree> fields) implements Tree {}

  /// An enum's constant by name.
  record Constant(String name) implements Tree {}

  /// A member of a sealed family.
  ///
  /// @param name the member's simple name
  record Member(String name, Tree value) implements Tree {}
}
