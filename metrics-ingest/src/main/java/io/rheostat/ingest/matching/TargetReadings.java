package io.rheostat.ingest.matching;

import io.rheostat.ingest.exposition.ExpositionParser;
import io.rheostat.ingest.exposition.PageFormat;
import io.rheostat.ingest.exposition.PageSink;
import io.rheostat.ingest.exposition.series.Labels;
import io.rheostat.ingest.exposition.series.MalformedPageException;
import io.rheostat.ingest.matching.sample.PageReadings;
import io.rheostat.ingest.matching.sample.PageTime;
import io.rheostat.ingest.matching.sample.ReplicaName;
import io.rheostat.ingest.matching.sample.ReplicaSamples;
import io.rheostat.model.signal.Origin;
import io.rheostat.model.signal.ReplicaGone;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/// Folds the pages of one target into readings. It remembers the use of each series by its bytes,
/// so a known series costs one hash look-up; all is forgotten with the target. For one thread.
public final class TargetReadings {
  /// Pages in a row without a replica until it is forgotten, with its series.
  private static final int PAGES_KEPT = 600;

  private final SeriesResolver series;
  private final SampleIntake intake;
  private final ExpositionParser<SeriesUse> parser = new ExpositionParser<>(new Sink());
  private long page;

  TargetReadings(SeriesResolver series) {
    this.series = series;
    this.intake = new SampleIntake(series, false);
  }

  /// Reads one page.
  ///
  /// @throws MalformedPageException when it is not in the given format; then nothing of it is used
  public PageReadings read(byte[] bytes, PageFormat format, PageTime pageTime)
      throws MalformedPageException {
    page++;
    series.books().values().removeIf(book -> book.seen() < page - PAGES_KEPT);
    if (series.membersChanged(pageTime.receivedAt().toEpochMilli())) {
      parser.forgetIf(SeriesUse::byMembership);
    }
    intake.begin(page, pageTime);
    parser.parse(bytes, format);
    return intake.end();
  }

  /// Returns the replicas whose work recent pages of this target reported. A target with metrics of
  /// devices or pods alone neither keeps a replica nor takes it along when it leaves.
  public Set<ReplicaGone> replicas() {
    Set<ReplicaGone> replicas = new HashSet<>();
    for (ReplicaSamples book : series.books().values()) {
      if (book.tellsOfWork()) {
        ReplicaName replica = book.replica();
        replicas.add(new ReplicaGone(replica.workload(), replica.replica()));
      }
    }
    return replicas;
  }

  private final class Sink implements PageSink<SeriesUse> {
    @Override
    public SeriesUse series(String name, Labels labels) {
      return series.resolve(name, labels, Origin.Temporality.CUMULATIVE, 0);
    }

    @Override
    public void sample(SeriesUse use, double value, OptionalLong timestampMillis) {
      if (timestampMillis.isPresent()) {
        intake.takeAt(use, value, timestampMillis.getAsLong());
      } else {
        intake.take(use, value);
      }
    }
  }
}
