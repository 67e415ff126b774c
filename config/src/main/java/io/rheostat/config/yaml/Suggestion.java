package io.rheostat.config.yaml;

import java.util.Collection;
import java.util.Optional;

/// Suggestion of a known name for an unknown one.
public final class Suggestion {
  private Suggestion() {}

  /// Returns `Did you mean …?` when a known name is near, else the known names.
  public static String remedy(String written, Collection<String> known, String all) {
    Optional<String> nearest = nearest(written, known);
    if (nearest.isPresent()) {
      return "Did you mean " + nearest.get() + "?";
    }
    return known.isEmpty() ? all + ": none." : all + ": " + String.join(", ", known) + ".";
  }

  /// Returns the known name with the fewest edits, when they are at most a third of the written
  /// name.
  static Optional<String> nearest(String written, Collection<String> known) {
    String best = "";
    int fewest = Math.max(2, written.length() / 3) + 1;
    for (String name : known) {
      int edits = edits(written, name);
      if (edits < fewest && edits < name.length()) {
        fewest = edits;
        best = name;
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }

  /// Computes the Levenshtein distance: insertions, deletions and replacements of one character.
  static int edits(String from, String to) {
    int[] previous = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      previous[column] = column;
    }
    for (int row = 1; row <= from.length(); row++) {
      int[] current = new int[to.length() + 1];
      current[0] = row;
      for (int column = 1; column <= to.length(); column++) {
        int replace = from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1;
        int edit = Math.min(previous[column], current[column - 1]) + 1;
        current[column] = Math.min(edit, previous[column - 1] + replace);
      }
      previous = current;
    }
    return previous[to.length()];
  }
}
