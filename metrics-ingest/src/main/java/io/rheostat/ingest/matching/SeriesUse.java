package io.rheostat.ingest.matching;

import java.util.List;

/// What a series of a target is used for; resolved once.
///
/// @param fate of all its samples; USED when they have slots
/// @param slots where its values go, one for each rule that reads it
record SeriesUse(SampleFate fate, List<Slot> slots) {
  static SeriesUse unused(SampleFate fate) {
    return new SeriesUse(fate, List.of());
  }

  /// Where a value goes.
  ///
  /// @param book of its replica
  /// @param number of its cell in the book
  /// @param cell what it becomes
  /// @param scale multiplies it
  /// @param blanks values that mean that there is none
  record Slot(Book book, int number, Cell cell, double scale, List<Double> blanks) {
    boolean blank(double value) {
      // Few and mostly none: a loop is cheaper than a set.
      for (int index = 0; index < blanks.size(); index++) {
        if (blanks.get(index) == value) {
          return true;
        }
      }
      return false;
    }
  }
}
