package io.rheostat.ingest.matching;

import io.rheostat.ingest.exposition.ExpositionParser;
import io.rheostat.ingest.exposition.Labels;
import io.rheostat.ingest.exposition.MalformedPageException;
import io.rheostat.ingest.exposition.PageFormat;
import io.rheostat.ingest.exposition.PageSink;
import io.rheostat.ingest.reject.RejectionReason;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.ReplicaGone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/// Folds the pages of one target into readings. It remembers each series by its bytes with what it
/// is used for, so a known series costs one hash look-up; all is forgotten with the target. For one
/// thread.
public final class TargetReadings {
  private static final long AHEAD_MILLIS = 30_000;
  private static final long BEHIND_MILLIS = 3_600_000;

  /// A replica that is not on so many pages in a row is forgotten, with its series.
  private static final int PAGES_KEPT = 600;

  private final TargetSeries series;
  private final ExpositionParser<SeriesUse> parser = new ExpositionParser<>(new Sink());
  private final Map<SampleFate, Tally> fates = new EnumMap<>(SampleFate.class);
  private PageTime time = new PageTime(Instant.EPOCH, Instant.EPOCH);
  private long page;

  TargetReadings(TargetSeries series) {
    this.series = series;
  }

  /// Reads one page.
  ///
  /// @throws MalformedPageException when it is not in that format; then nothing of it is used
  public PageReadings read(byte[] bytes, PageFormat format, PageTime pageTime)
      throws MalformedPageException {
    page++;
    time = pageTime;
    fates.values().forEach(tally -> tally.count = 0);
    series.books().values().removeIf(book -> book.lastPage() < page - PAGES_KEPT);
    series.books().values().forEach(Book::clear);
    parser.parse(bytes, format);
    List<Reading> readings = new ArrayList<>();
    series.books().values().forEach(book -> book.collect(time.observedAt(), readings));
    return new PageReadings(readings, countedFates(), series.takeRejections());
  }

  /// The replicas that recent pages of this target told of.
  public Set<ReplicaGone> replicas() {
    Set<ReplicaGone> replicas = new HashSet<>();
    for (Replica replica : series.books().keySet()) {
      replicas.add(new ReplicaGone(replica.workload(), replica.replica()));
    }
    return replicas;
  }

  private Map<SampleFate, Integer> countedFates() {
    Map<SampleFate, Integer> counted = new EnumMap<>(SampleFate.class);
    fates.forEach(
        (fate, tally) -> {
          if (tally.count > 0) {
            counted.put(fate, tally.count);
          }
        });
    return counted;
  }

  private SampleFate fate(SeriesUse use, double value, OptionalLong timestamp) {
    if (use.fate() != SampleFate.USED) {
      return use.fate();
    }
    for (int index = 0; index < use.slots().size(); index++) {
      use.slots().get(index).book().seenOn(page);
    }
    if (timestamp.isPresent()) {
      long received = time.receivedAt().toEpochMilli();
      if (timestamp.getAsLong() > received + AHEAD_MILLIS) {
        return firstOfPage(SampleFate.FUTURE, "a sample is more than 30 s ahead of the clock");
      }
      if (timestamp.getAsLong() < received - BEHIND_MILLIS) {
        return firstOfPage(SampleFate.LATE, "a sample is more than an hour old");
      }
    }
    SampleFate fate = SampleFate.USED;
    for (int index = 0; index < use.slots().size(); index++) {
      SampleFate one = put(use.slots().get(index), value, timestamp);
      fate = one == SampleFate.USED ? fate : one;
    }
    return fate;
  }

  private SampleFate put(SeriesUse.Slot slot, double value, OptionalLong timestamp) {
    double scaled = value * slot.scale();
    if (slot.blank(value) || !slot.cell().accepts(scaled)) {
      return SampleFate.NOT_FINITE;
    }
    if (timestamp.isEmpty()) {
      slot.book().add(slot.number(), scaled);
      return SampleFate.USED;
    }
    return slot.book().addAt(timestamp.getAsLong(), slot.number(), scaled)
        ? SampleFate.USED
        : firstOfPage(
            SampleFate.TOO_MANY_TIMES, "a replica has more than 64 sample times on a page");
  }

  private SampleFate firstOfPage(SampleFate fate, String words) {
    if (tally(fate).count == 0) {
      RejectionReason reason = fate.rejection().orElseThrow();
      series.refuse(reason, words + ". Check the exporter's timestamps.", Labels.EMPTY);
    }
    return fate;
  }

  private Tally tally(SampleFate fate) {
    return fates.computeIfAbsent(fate, _ -> new Tally());
  }

  private static final class Tally {
    private int count;
  }

  private final class Sink implements PageSink<SeriesUse> {
    @Override
    public SeriesUse series(String name, Labels labels) {
      return series.resolve(name, labels);
    }

    @Override
    public void sample(SeriesUse use, double value, OptionalLong timestampMillis) {
      tally(fate(use, value, timestampMillis)).count++;
    }
  }
}
