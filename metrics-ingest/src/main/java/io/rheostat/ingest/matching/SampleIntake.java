package io.rheostat.ingest.matching;

import io.rheostat.ingest.account.UnreadFamily;
import io.rheostat.ingest.exposition.series.Labels;
import io.rheostat.ingest.matching.sample.PageReadings;
import io.rheostat.ingest.matching.sample.PageTime;
import io.rheostat.ingest.matching.sample.ReplicaSamples;
import io.rheostat.ingest.matching.sample.SampleFate;
import io.rheostat.ingest.reject.RejectionReason;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.ReplicaGone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Judge of the samples of one page or request, one after the other, and converter into readings.
/// For one thread.
@SuppressWarnings("EnumOrdinal") // an index that never leaves this class
final class SampleIntake {
  private static final long AHEAD_MILLIS = 30_000;
  private static final long BEHIND_MILLIS = 3_600_000;

  /// Prometheus' marker of an ended series: a NaN of its own.
  private static final long STALE_BITS = 0x7ff0000000000002L;

  private static final String AHEAD = "a sample is more than 30 s ahead of the clock";
  private static final String BEHIND = "a sample is more than an hour old";
  private static final SampleFate[] FATES = SampleFate.values();

  private final SeriesResolver series;
  private final boolean acknowledges;
  private final List<Reading> early = new ArrayList<>();
  private final List<ReplicaSamples> books = new ArrayList<>();
  private final Set<ReplicaSamples> ended = new LinkedHashSet<>();
  private final int[] counts = new int[FATES.length];
  private PageTime time = new PageTime(Instant.EPOCH, Instant.EPOCH);
  private long earliest;
  private long latest;
  private long page;
  private long received;

  /// @param acknowledges whether samples are confirmed to the source: then none is dropped because
  ///     there are many times
  SampleIntake(SeriesResolver series, boolean acknowledges) {
    this.series = series;
    this.acknowledges = acknowledges;
  }

  /// Begins a page or request.
  ///
  /// @param pageNumber another one than the last
  void begin(long pageNumber, PageTime pageTime) {
    page = pageNumber;
    time = pageTime;
    received = pageTime.receivedAt().toEpochMilli();
    earliest = received - BEHIND_MILLIS;
    latest = received + AHEAD_MILLIS;
    Arrays.fill(counts, 0);
    books.clear();
    ended.clear();
    // A page or request not read to its end left its own rejections behind; they are not of this
    // source.
    var _ = series.takeRejections();
  }

  /// Ends the page or request.
  ///
  /// @return its result
  PageReadings end() {
    books.sort(Comparator.comparing(ReplicaSamples::replica));
    List<Reading> readings = new ArrayList<>(early);
    early.clear();
    for (ReplicaSamples book : books) {
      book.collect(time, readings);
    }
    List<ReplicaGone> gone = new ArrayList<>();
    for (ReplicaSamples book : ended) {
      if (book.hasEnded(received)) {
        gone.add(new ReplicaGone(book.replica().workload(), book.replica().replica()));
      }
    }
    ended.clear();
    return new PageReadings(readings, gone, fates(), series.takeRejections());
  }

  /// Takes a sample without a time of its own.
  void take(SeriesUse use, double value) {
    SampleFate fate = use.fate();
    if (fate == SampleFate.USED) {
      fate = each(use, value, Long.MIN_VALUE);
    } else if (fate == SampleFate.MEMBER) {
      fate = tell(use, value, time.receivedAt().toEpochMilli());
    } else {
      note(use);
    }
    counts[fate.ordinal()]++;
  }

  /// Takes a sample with its time.
  ///
  /// @param millis since 1970
  SampleFate takeAt(SeriesUse use, double value, long millis) {
    SampleFate fate = use.fate();
    if (fate == SampleFate.USED) {
      fate = each(use, value, Math.max(millis, Long.MIN_VALUE + 1));
    } else if (fate == SampleFate.MEMBER) {
      fate = tell(use, value, millis);
    } else {
      note(use);
    }
    counts[fate.ordinal()]++;
    return fate;
  }

  /// Counts an unread sample for the workloads with its labels.
  private static void note(SeriesUse use) {
    List<UnreadFamily> unread = use.unread();
    for (int index = 0; index < unread.size(); index++) {
      unread.get(index).count();
    }
  }

  /// Records the end of a series, without counting a sample.
  ///
  /// @param millis time of the end, since 1970
  void end(SeriesUse use, long millis) {
    for (SeriesUse.Slot slot = use.slot(); slot != null; slot = slot.next()) {
      if (millis >= earliest && millis <= latest) {
        var _ = ended(slot);
      }
    }
  }

  /// Counts a sample judged elsewhere.
  void count(SampleFate fate) {
    counts[fate.ordinal()]++;
  }

  private SampleFate tell(SeriesUse use, double value, long millis) {
    if (millis > latest) {
      return first(SampleFate.FUTURE, AHEAD);
    }
    if (millis < earliest) {
      return first(SampleFate.LATE, BEHIND);
    }
    if (value != 1) {
      return Double.doubleToRawLongBits(value) == STALE_BITS ? SampleFate.STALE : SampleFate.MEMBER;
    }
    return series.tell(use, Math.min(millis, time.receivedAt().toEpochMilli()));
  }

  private SampleFate each(SeriesUse use, double value, long millis) {
    SampleFate fate = SampleFate.USED;
    for (SeriesUse.Slot slot = use.slot(); slot != null; slot = slot.next()) {
      if (slot.book().seenOn(page)) {
        slot.book().clear();
        books.add(slot.book());
      }
      SampleFate one = put(slot, value, millis);
      fate = one == SampleFate.USED ? fate : one;
    }
    return fate;
  }

  private SampleFate put(SeriesUse.Slot slot, double value, long millis) {
    boolean timed = millis != Long.MIN_VALUE;
    if (timed && millis > latest) {
      return first(SampleFate.FUTURE, AHEAD);
    }
    if (timed && millis < earliest) {
      return first(SampleFate.LATE, BEHIND);
    }
    double scaled = value * slot.scale();
    if (slot.blank(value) || !slot.cell().accepts(scaled)) {
      return Double.doubleToRawLongBits(value) == STALE_BITS ? ended(slot) : SampleFate.NOT_FINITE;
    }
    slot.vital().told(received);
    SampleFate fate =
        timed
            ? addAt(slot, millis, scaled)
            : slot.book().add(slot.number(), scaled) ? SampleFate.USED : SampleFate.DUPLICATE;
    return switch (fate) {
      case TOO_MANY_TIMES -> first(fate, "a replica has more than 64 sample times at once");
      case DUPLICATE -> duplicate(slot);
      default -> fate;
    };
  }

  private SampleFate ended(SeriesUse.Slot slot) {
    slot.vital().end();
    if (slot.cell().signal().isOfWork()) {
      ended.add(slot.book());
    }
    return SampleFate.STALE;
  }

  private SampleFate addAt(SeriesUse.Slot slot, long millis, double value) {
    ReplicaSamples book = slot.book();
    SampleFate fate = book.addAt(millis, slot.number(), value);
    if (fate != SampleFate.TOO_MANY_TIMES || !acknowledges) {
      return fate;
    }
    // A sender in arrears: its samples of this replica so far are handed out first.
    book.collect(time, early);
    book.clear();
    return book.addAt(millis, slot.number(), value);
  }

  private SampleFate duplicate(SeriesUse.Slot slot) {
    if (counts[SampleFate.DUPLICATE.ordinal()] == 0) {
      series.refuse(
          RejectionReason.AMBIGUOUS,
          "two series of replica "
              + slot.book().replica().replica()
              + " give "
              + slot.cell().signal()
              + " at one time. Name the label by which they differ in the preset's seriesLabels.",
          Labels.EMPTY);
    }
    return SampleFate.DUPLICATE;
  }

  private SampleFate first(SampleFate fate, String words) {
    if (counts[fate.ordinal()] == 0) {
      RejectionReason reason = fate.rejection().orElseThrow();
      series.refuse(reason, words + ". Check the source's timestamps.", Labels.EMPTY);
    }
    return fate;
  }

  private Map<SampleFate, Integer> fates() {
    Map<SampleFate, Integer> counted = new EnumMap<>(SampleFate.class);
    for (SampleFate fate : FATES) {
      if (counts[fate.ordinal()] > 0) {
        counted.put(fate, counts[fate.ordinal()]);
      }
    }
    return counted;
  }
}
