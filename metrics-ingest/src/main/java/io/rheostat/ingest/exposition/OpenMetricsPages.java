package io.rheostat.ingest.exposition;

import io.rheostat.ingest.exposition.family.Families;
import io.rheostat.ingest.exposition.family.FamilyType;
import io.rheostat.ingest.exposition.family.KnownSeries;
import io.rheostat.ingest.exposition.series.MalformedPageException;
import io.rheostat.ingest.exposition.series.SampleRole;
import io.rheostat.ingest.exposition.series.SeriesReader;
import io.rheostat.ingest.exposition.series.TextCursor;
import java.util.Map;
import java.util.OptionalLong;

/// Parser of OpenMetrics 1.0 pages, as strict as the specification: one blank between parts, no
/// comments, and the rules of [Families] and [MetricPoint]. Names in quotes are read too.
final class OpenMetricsPages<S> {
  /// Limit of the characters in the names and values of an exemplar's labels.
  private static final int EXEMPLAR_CHARACTERS = 128;

  private final PageSink<S> sink;
  private final SeriesCache<S> cache;
  private final SeriesCache.Resolver<S> resolver = this::resolve;
  private final TextCursor cursor = new TextCursor();
  private final Families families = new Families(cursor);

  OpenMetricsPages(PageSink<S> sink, SeriesCache<S> cache) {
    this.sink = sink;
    this.cache = cache;
  }

  void read(byte[] page) throws MalformedPageException {
    cursor.open(page);
    families.startPage();
    try {
      readLines();
      families.complete();
    } finally {
      families.endPage();
      cursor.close();
    }
  }

  /// Forgets the families, after series were forgotten.
  void forget() {
    families.forget();
  }

  private void readLines() throws MalformedPageException {
    boolean ended = false;
    while (!cursor.atEnd()) {
      cursor.line++;
      if (ended) {
        throw malformed("text after # EOF");
      }
      if (cursor.at('#')) {
        ended = readHash();
      } else {
        readSample();
      }
      cursor.position++;
    }
    if (!ended) {
      throw malformed("the page has no # EOF; it may be cut off");
    }
  }

  /// Reads a line of metadata; returns true at the mark of the page's end.
  private boolean readHash() throws MalformedPageException {
    int from = cursor.position;
    if (cursor.hasAt(from, "# EOF")) {
      cursor.position += "# EOF".length();
      if (!cursor.atLineEnd()) {
        throw malformed("text after # EOF");
      }
      return true;
    }
    boolean type = cursor.hasAt(from, "# TYPE ");
    boolean help = cursor.hasAt(from, "# HELP ");
    if (!type && !help && !cursor.hasAt(from, "# UNIT ")) {
      throw malformed("behind # stands TYPE, HELP, UNIT or EOF, then one blank and a metric name");
    }
    cursor.position += "# TYPE ".length();
    declareFamily();
    if (help) {
      families.help();
      cursor.skipLine();
    } else if (type) {
      readType();
    } else {
      readUnit();
    }
    return false;
  }

  /// Reads the name in a line of metadata and the blank behind it.
  private void declareFamily() throws MalformedPageException {
    int from = cursor.position;
    if (cursor.at('"')) {
      SeriesReader name = SeriesReader.over(cursor, from, cursor.lineEnd(), true);
      var _ = name.metricName();
      cursor.position = name.position();
    } else {
      cursor.skipName();
    }
    boolean named = cursor.position > from && !SeriesReader.digit(cursor.bytes[from]);
    if (!named || !cursor.at(' ')) {
      throw malformed("metadata is a metric name, one blank and a text");
    }
    families.declare(from, cursor.position);
    cursor.position++;
  }

  private void readType() throws MalformedPageException {
    int from = cursor.position;
    cursor.skipLine();
    FamilyType type = FamilyType.named(cursor, from, cursor.position).orElse(FamilyType.UNTYPED);
    if (type == FamilyType.UNTYPED) {
      String word = cursor.text(from, cursor.position);
      throw malformed("\"" + word + "\" is no type of OpenMetrics");
    }
    families.type(type);
  }

  private void readUnit() throws MalformedPageException {
    int from = cursor.position;
    cursor.skipName();
    if (!cursor.atLineEnd()) {
      throw malformed("text after the unit");
    }
    families.unit(cursor.text(from, cursor.position));
  }

  private void readSample() throws MalformedPageException {
    int from = cursor.position;
    skipSeries();
    int to = cursor.position;
    KnownSeries<S> series = cache.get(cursor.bytes, from, to, resolver);
    families.place(series, from, to);
    readBlank("value");
    double value = cursor.number("value");
    boolean stamped = cursor.at(' ') && !cursor.hasAt(cursor.position, " #");
    double seconds = stamped ? readTimestamp() : 0;
    if (cursor.at(' ')) {
      readExemplar(series.membership.role());
    }
    if (!cursor.atLineEnd()) {
      throw malformed("text after the sample");
    }
    families.sample(series.membership, value, stamped, seconds);
    sink.sample(
        series.use(),
        value,
        stamped ? OptionalLong.of(Math.round(seconds * 1000)) : OptionalLong.empty());
  }

  private S resolve(int from, int to) throws MalformedPageException {
    SeriesReader.Series series = SeriesReader.over(cursor, from, to, true).series();
    return sink.series(series.name(), series.labels());
  }

  private void skipSeries() throws MalformedPageException {
    int from = cursor.position;
    cursor.skipName();
    if (cursor.at('{')) {
      cursor.skipLabelSet();
    } else if (cursor.position == from) {
      throw malformed(
          cursor.atLineEnd()
              ? "OpenMetrics has no blank lines"
              : "a metric name, a blank and a value expected");
    }
  }

  /// Reads the blank and the seconds since 1970 behind it. Times too large for milliseconds end up
  /// at the far end of them.
  private double readTimestamp() throws MalformedPageException {
    readBlank("timestamp");
    double seconds = cursor.number("timestamp");
    if (!Double.isFinite(seconds)) {
      throw malformed("the timestamp is not finite");
    }
    return seconds;
  }

  private void readExemplar(SampleRole role) throws MalformedPageException {
    if (!cursor.hasAt(cursor.position, " # {")) {
      throw malformed("an exemplar is \" # {labels} value\"");
    }
    if (!role.exemplar()) {
      throw malformed("only counters and buckets have exemplars");
    }
    int from = cursor.position + " # ".length();
    SeriesReader reader = SeriesReader.over(cursor, from, cursor.lineEnd(), true);
    int characters = 0;
    for (Map.Entry<String, String> label : reader.labels().entrySet()) {
      characters += characters(label.getKey()) + characters(label.getValue());
    }
    if (characters > EXEMPLAR_CHARACTERS) {
      throw malformed("the labels of an exemplar are longer than 128 characters");
    }
    cursor.position = reader.position();
    readBlank("value of the exemplar");
    var _ = cursor.number("value of the exemplar");
    if (cursor.at(' ')) {
      var _ = readTimestamp();
    }
  }

  private static int characters(String text) {
    return text.codePointCount(0, text.length());
  }

  private void readBlank(String before) throws MalformedPageException {
    if (!cursor.at(' ')) {
      throw malformed("one blank and the " + before + " expected");
    }
    cursor.position++;
  }

  private MalformedPageException malformed(String reason) {
    return cursor.malformed(reason);
  }
}
