package io.rheostat.ingest.matching;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a series of a source is used for; resolved once, or once more when members change.
///
/// A rule that reads it makes a slot: where its values go. Few series have more than one; the
/// others
/// follow it.
///
/// @param fate of all its samples; USED when it has a slot
/// @param slot the first of its slots
/// @param members what it tells of with the value 1
/// @param byMembership whether it may be used otherwise once other members are known
record SeriesUse(SampleFate fate, @Nullable Slot slot, List<Member> members, boolean byMembership) {
  static final SeriesUse UNREAD = unused(SampleFate.UNREAD);
  static final SeriesUse UNCLAIMED = unused(SampleFate.UNCLAIMED);
  static final SeriesUse AMBIGUOUS = unused(SampleFate.AMBIGUOUS);
  static final SeriesUse UNMATCHED = unused(SampleFate.UNMATCHED);
  static final SeriesUse INVALID = unused(SampleFate.INVALID);

  /// Of nobody so far.
  private static final SeriesUse UNCLAIMED_YET = UNCLAIMED.dependent();

  /// A use by these slots, at least one.
  static SeriesUse of(List<Slot> slots) {
    Slot chain = null;
    for (Slot each : slots.reversed()) {
      chain = new Slot(each.book, each.number, each.cell, each.scale, each.blanks, chain);
    }
    return new SeriesUse(SampleFate.USED, chain, List.of(), false);
  }

  static SeriesUse telling(List<Member> members) {
    return new SeriesUse(SampleFate.MEMBER, null, List.copyOf(members), false);
  }

  /// The same, as far as members are known now.
  SeriesUse untilMembersChange() {
    return fate == SampleFate.UNCLAIMED ? UNCLAIMED_YET : dependent();
  }

  private SeriesUse dependent() {
    return new SeriesUse(fate, slot, members, true);
  }

  private static SeriesUse unused(SampleFate fate) {
    return new SeriesUse(fate, null, List.of(), false);
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
