package io.rheostat.ingest.matching;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a series of a source is used for; resolved once, and then all that a sample needs.
///
/// A rule that reads it makes a slot: where its values go. Few series have more than one; the others
/// follow it.
final class SeriesUse {
  static final SeriesUse UNREAD = new SeriesUse(SampleFate.UNREAD, null);
  static final SeriesUse UNCLAIMED = new SeriesUse(SampleFate.UNCLAIMED, null);
  static final SeriesUse AMBIGUOUS = new SeriesUse(SampleFate.AMBIGUOUS, null);
  static final SeriesUse UNMATCHED = new SeriesUse(SampleFate.UNMATCHED, null);
  static final SeriesUse INVALID = new SeriesUse(SampleFate.INVALID, null);

  private final SampleFate fate;
  private final @Nullable Slot slot;

  private SeriesUse(SampleFate fate, @Nullable Slot slot) {
    this.fate = fate;
    this.slot = slot;
  }

  /// A use by these slots, at least one.
  static SeriesUse of(List<Slot> slots) {
    Slot chain = null;
    for (Slot each : slots.reversed()) {
      chain = new Slot(each.book, each.number, each.cell, each.scale, each.blanks, chain);
    }
    return new SeriesUse(SampleFate.USED, chain);
  }

  /// Of all its samples; USED when it has slots.
  SampleFate fate() {
    return fate;
  }

  /// The first of its slots.
  @Nullable Slot slot() {
    return slot;
  }

  /// Where a value goes.
  ///
  /// @param book of its replica
  /// @param number of its cell in the book
  /// @param cell what it becomes
  /// @param scale multiplies it
  /// @param blanks values that mean that there is none
  /// @param next slot of the same series
  record Slot(
      Book book, int number, Cell cell, double scale, List<Double> blanks, @Nullable Slot next) {
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
