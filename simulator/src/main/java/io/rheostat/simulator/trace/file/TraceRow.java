package io.rheostat.simulator.trace.file;

import java.util.SequencedMap;

/// One request of a trace file before its values are understood.
///
/// @param line number of the line, from 1
/// @param text the line, for error messages
/// @param values text by column name; names of nested JSON fields are joined with dots
record TraceRow(int line, String text, SequencedMap<String, String> values) {
  private static final int MOST_SHOWN = 60;

  /// Returns the value of a column.
  ///
  /// @throws IllegalArgumentException when the row has none
  String value(String column) {
    String value = values.get(column);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("it has no \"" + column + "\"");
    }
    return value;
  }

  /// Returns the error for an unreadable row, with its line and the remedy.
  IllegalArgumentException error(IllegalArgumentException reason) {
    return new IllegalArgumentException(
        "line %d: \"%s\" cannot be read (%s). Correct or remove it."
            .formatted(line, shorten(text), reason.getMessage()),
        reason);
  }

  static String shorten(String line) {
    return line.length() <= MOST_SHOWN ? line : line.substring(0, MOST_SHOWN) + "...";
  }
}
