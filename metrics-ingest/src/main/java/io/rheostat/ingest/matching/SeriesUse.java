package io.rheostat.ingest.matching;

import io.rheostat.ingest.account.UnreadFamily;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a series of a source is used for; resolved once, or once more when members change.
///
/// A rule that reads it makes a slot: where its values go. Few series have more than one; the
/// others follow it.
///
/// @param fate of all its samples; USED when it has a slot
/// @param slot the first of its slots
/// @param members what it tells of with the value 1
/// @param byMembership whether it may be used otherwise once other members are known
/// @param unread where its samples are counted when nobody reads them and workloads have its labels
record SeriesUse(
    SampleFate fate,
    @Nullable Slot slot,
    List<Member> members,
    boolean byMembership,
    List<UnreadFamily> unread) {
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
      chain =
          new Slot(each.book, each.number, each.cell, each.scale, each.blanks, each.vital, chain);
    }
    return new SeriesUse(SampleFate.USED, chain, List.of(), false, List.of());
  }

  static SeriesUse telling(List<Member> members) {
    return new SeriesUse(SampleFate.MEMBER, null, List.copyOf(members), false, List.of());
  }

  /// The same, as far as members are known now.
  SeriesUse untilMembersChange() {
    return fate == SampleFate.UNCLAIMED && unread.isEmpty() ? UNCLAIMED_YET : dependent();
  }

  private SeriesUse dependent() {
    return new SeriesUse(fate, slot, members, true, unread);
  }

  /// The same, of workloads that have its labels and don't read it.
  SeriesUse countedBy(List<UnreadFamily> families) {
    return families.isEmpty()
        ? this
        : new SeriesUse(fate, slot, members, byMembership, List.copyOf(families));
  }

  /// Whether it may be forgotten without loss: nothing is made of it.
  boolean isNobodys() {
    return slot == null && members.isEmpty();
  }

  private static SeriesUse unused(SampleFate fate) {
    return new SeriesUse(fate, null, List.of(), false, List.of());
  }

  /// Where a value goes.
  ///
  /// @param book of its replica
  /// @param number of its cell in the book
  /// @param cell what it becomes
  /// @param scale multiplies it
  /// @param blanks values that mean that there is none
  /// @param vital whether its family is still told of
  /// @param next slot of the same series
  record Slot(
      Book book,
      int number,
      Cell cell,
      double scale,
      List<Double> blanks,
      Vital vital,
      @Nullable Slot next) {
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
