package io.rheostat.ingest.exposition;

import io.rheostat.ingest.exposition.family.FamilyType;
import io.rheostat.ingest.exposition.family.KnownSeries;
import io.rheostat.ingest.exposition.series.MalformedPageException;
import io.rheostat.ingest.exposition.series.NumberParser;
import io.rheostat.ingest.exposition.series.SeriesReader;
import io.rheostat.ingest.exposition.series.TextCursor;
import java.util.OptionalLong;

/// Parser of Prometheus text 0.0.4 pages.
///
/// Blanks are read as generously as Prometheus reads them, help texts are skipped, and types are
/// only checked for being types; names, numbers and label sets are read strictly.
final class TextPages<S> {
  private final PageSink<S> sink;
  private final SeriesCache<S> cache;
  private final SeriesCache.Resolver<S> resolver = this::resolve;
  private final TextCursor cursor = new TextCursor();

  TextPages(PageSink<S> sink, SeriesCache<S> cache) {
    this.sink = sink;
    this.cache = cache;
  }

  void read(byte[] page) throws MalformedPageException {
    cursor.open(page);
    try {
      while (!cursor.atEnd()) {
        cursor.line++;
        readLine();
        cursor.position++;
      }
    } finally {
      cursor.close();
    }
  }

  private void readLine() throws MalformedPageException {
    cursor.skipBlanks();
    if (cursor.at('#')) {
      readComment();
    } else if (!cursor.atLineEnd()) {
      readSample();
    }
  }

  private void readComment() throws MalformedPageException {
    cursor.position++;
    int from = cursor.position;
    cursor.skipBlanks();
    boolean type = cursor.position > from && cursor.hasAt(cursor.position, "TYPE");
    if (type) {
      cursor.position += "TYPE".length();
      from = cursor.position;
      cursor.skipBlanks();
      type = cursor.position > from && !cursor.atLineEnd();
    }
    if (type) {
      readType();
    }
    cursor.skipLine();
  }

  private void readType() throws MalformedPageException {
    if (cursor.at('"')) {
      SeriesReader name = SeriesReader.over(cursor, cursor.position, cursor.lineEnd(), false);
      var _ = name.metricName();
      cursor.position = name.position();
    } else {
      cursor.skipName();
    }
    int from = cursor.position;
    cursor.skipBlanks();
    int word = cursor.position;
    cursor.skipWord();
    if (word == from || FamilyType.named(cursor, word, cursor.position).isEmpty()) {
      throw malformed("# TYPE, a metric name and a type expected");
    }
  }

  private void readSample() throws MalformedPageException {
    int from = cursor.position;
    skipSeries();
    KnownSeries<S> series = cache.get(cursor.bytes, from, cursor.position, resolver);
    cursor.skipBlanks();
    double value = cursor.number("value");
    cursor.skipBlanks();
    OptionalLong timestamp = OptionalLong.empty();
    if (!cursor.atLineEnd()) {
      timestamp = OptionalLong.of(readTimestamp());
      cursor.skipBlanks();
    }
    if (!cursor.atLineEnd()) {
      throw malformed("text after the sample");
    }
    sink.sample(series.use(), value, timestamp);
  }

  private S resolve(int from, int to) throws MalformedPageException {
    SeriesReader.Series series = SeriesReader.over(cursor, from, to, false).series();
    return sink.series(series.name(), series.labels());
  }

  /// Moves behind the series: behind its name, or its label set when it has one.
  private void skipSeries() throws MalformedPageException {
    cursor.skipName();
    int afterName = cursor.position;
    cursor.skipBlanks();
    if (cursor.at('{')) {
      cursor.skipLabelSet();
      return;
    }
    if (cursor.position == afterName) {
      throw malformed("a metric name, a blank and a value expected");
    }
    cursor.position = afterName;
  }

  /// Reads milliseconds since 1970.
  private long readTimestamp() throws MalformedPageException {
    int from = cursor.position;
    cursor.skipWord();
    try {
      return NumberParser.whole(cursor.bytes, from, cursor.position);
    } catch (NumberFormatException _) {
      throw malformed("the timestamp is no whole number of milliseconds");
    }
  }

  private MalformedPageException malformed(String reason) {
    return cursor.malformed(reason);
  }
}
