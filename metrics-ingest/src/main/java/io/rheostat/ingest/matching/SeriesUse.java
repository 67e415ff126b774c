package io.rheostat.ingest.matching;

import io.rheostat.ingest.account.UnreadFamily;
import io.rheostat.ingest.matching.membership.SeriesMember;
import io.rheostat.ingest.matching.sample.ReplicaSamples;
import io.rheostat.ingest.matching.sample.SampleFate;
import io.rheostat.ingest.matching.sample.SampleKey;
import io.rheostat.ingest.matching.sample.VitalSignals;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Use of a source's series; resolved once, or once more when members change.
///
/// Each rule for it makes a slot: the destination of its values. Few series have more than one; the
/// others follow it.
///
/// @param fate of all its samples; USED when it has a slot
/// @param slot the first of its slots
/// @param members reported by the value 1
/// @param byMembership whether other members may change the use once they are known
/// @param unread counters of its samples, when unread, at workloads with its labels
record SeriesUse(
    SampleFate fate,
    @Nullable Slot slot,
    List<SeriesMember> members,
    boolean byMembership,
    List<UnreadFamily> unread) {
  static final SeriesUse UNREAD = unused(SampleFate.UNREAD);
  static final SeriesUse UNCLAIMED = unused(SampleFate.UNCLAIMED);
  static final SeriesUse AMBIGUOUS = unused(SampleFate.AMBIGUOUS);
  static final SeriesUse UNMATCHED = unused(SampleFate.UNMATCHED);
  static final SeriesUse INVALID = unused(SampleFate.INVALID);

  /// Use of a series without a workload so far.
  private static final SeriesUse UNCLAIMED_YET = UNCLAIMED.dependent();

  /// Returns a use by these slots, at least one.
  static SeriesUse of(List<Slot> slots) {
    Slot chain = null;
    for (Slot each : slots.reversed()) {
      chain =
          new Slot(each.book, each.number, each.cell, each.scale, each.blanks, each.vital, chain);
    }
    return new SeriesUse(SampleFate.USED, chain, List.of(), false, List.of());
  }

  static SeriesUse telling(List<SeriesMember> members) {
    return new SeriesUse(SampleFate.MEMBER, null, List.copyOf(members), false, List.of());
  }

  /// Returns the same use, as far as members are known now.
  SeriesUse untilMembersChange() {
    return fate == SampleFate.UNCLAIMED && unread.isEmpty() ? UNCLAIMED_YET : dependent();
  }

  private SeriesUse dependent() {
    return new SeriesUse(fate, slot, members, true, unread);
  }

  /// Returns the same use, counted at workloads with its labels and no rule for it.
  SeriesUse countedBy(List<UnreadFamily> families) {
    return families.isEmpty()
        ? this
        : new SeriesUse(fate, slot, members, byMembership, List.copyOf(families));
  }

  /// Tells whether it may be forgotten without loss: no reading or member depends on it.
  boolean isNobodys() {
    return slot == null && members.isEmpty();
  }

  private static SeriesUse unused(SampleFate fate) {
    return new SeriesUse(fate, null, List.of(), false, List.of());
  }

  /// Destination of a value.
  ///
  /// @param book of its replica
  /// @param number of its cell in the book
  /// @param cell signal, origin and bound of the sample
  /// @param scale factor of the value
  /// @param blanks values with the meaning of none
  /// @param vital liveness of its family
  /// @param next slot of the same series
  record Slot(
      ReplicaSamples book,
      int number,
      SampleKey cell,
      double scale,
      List<Double> blanks,
      VitalSignals vital,
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
