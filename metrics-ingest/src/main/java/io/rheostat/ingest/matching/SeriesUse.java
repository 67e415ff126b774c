package io.rheostat.ingest.matching;

import java.util.List;

/// What a series of a source is used for; resolved once.
///
/// @param fate of all its samples; USED when they have slots
/// @param slots where its values go, one for each rule that reads it
record SeriesUse(SampleFate fate, List<Slot> slots) {
  static final SeriesUse UNREAD = unused(SampleFate.UNREAD);
  static final SeriesUse UNCLAIMED = unused(SampleFate.UNCLAIMED);
  static final SeriesUse AMBIGUOUS = unused(SampleFate.AMBIGUOUS);
  static final SeriesUse UNMATCHED = unused(SampleFate.UNMATCHED);
  static final SeriesUse INVALID = unused(SampleFate.INVALID);

  private static SeriesUse unused(SampleFate fate) {
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
