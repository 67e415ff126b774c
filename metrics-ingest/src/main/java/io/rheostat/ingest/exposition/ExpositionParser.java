package io.rheostat.ingest.exposition;

import java.util.OptionalLong;

/// Reads the pages of one target, line by line from bytes. Between pages it remembers each series
/// by the bytes that name it, so a known series costs one hash look-up and allocates nothing. For
/// one thread.
///
/// Blanks are read as generously as Prometheus reads them; names, numbers, label sets and the end
/// of an OpenMetrics page are not. Exemplars, help texts, types and units are skipped.
///
/// @param <S> what the sink keeps for a series
public final class ExpositionParser<S> {
  private final PageSink<S> sink;
  private final SeriesCache<S> cache = new SeriesCache<>();
  private final SeriesCache.Resolver<S> resolver = this::resolve;
  private byte[] bytes = new byte[0];
  private PageFormat format = PageFormat.TEXT;
  private int position;
  private int line;

  /// A parser that knows no series yet.
  public ExpositionParser(PageSink<S> sink) {
    this.sink = sink;
  }

  /// Hands every sample of a page to the sink, in the page's order.
  ///
  /// @throws MalformedPageException at the first line that is wrong; samples before it were handed
  ///     over
  public void parse(byte[] page, PageFormat pageFormat) throws MalformedPageException {
    bytes = page;
    format = pageFormat;
    position = 0;
    line = 0;
    cache.startPage();
    try {
      readLines();
    } finally {
      cache.endPage();
      // The page may be large and the next one comes in a while.
      bytes = new byte[0];
    }
  }

  /// How many series are remembered.
  public int knownSeries() {
    return cache.size();
  }

  private void readLines() throws MalformedPageException {
    boolean ended = false;
    while (position < bytes.length) {
      line++;
      if (ended) {
        throw malformed("text after # EOF");
      }
      skipBlanks();
      if (atLineEnd()) {
        readBlankLine();
      } else if (bytes[position] == '#') {
        ended = readComment();
      } else {
        readSample();
      }
      position++;
    }
    if (format == PageFormat.OPEN_METRICS && !ended) {
      throw malformed("the page has no # EOF; it may be cut off");
    }
  }

  private void readBlankLine() throws MalformedPageException {
    if (format == PageFormat.OPEN_METRICS) {
      throw malformed("OpenMetrics has no blank lines");
    }
  }

  /// True at the mark that ends an OpenMetrics page.
  private boolean readComment() {
    int from = position;
    skipLine();
    return format == PageFormat.OPEN_METRICS
        && position - from == 5
        && bytes[from + 1] == ' '
        && bytes[from + 2] == 'E'
        && bytes[from + 3] == 'O'
        && bytes[from + 4] == 'F';
  }

  private void readSample() throws MalformedPageException {
    int from = position;
    skipSeries();
    S series = cache.get(bytes, from, position, resolver);
    skipBlanks();
    double value = readValue();
    skipBlanks();
    OptionalLong timestamp = OptionalLong.empty();
    if (!atLineEnd() && !atExemplar()) {
      timestamp = OptionalLong.of(readTimestamp());
      skipBlanks();
    }
    if (atExemplar()) {
      skipLine();
    }
    if (!atLineEnd()) {
      throw malformed("text after the sample");
    }
    sink.sample(series, value, timestamp);
  }

  private S resolve(int from, int to) throws MalformedPageException {
    return new SeriesReader(bytes, from, to, line).read(sink);
  }

  /// Moves behind the series: behind its name, or its label set when it has one.
  private void skipSeries() throws MalformedPageException {
    while (!atLineEnd() && SeriesReader.inName(bytes[position], false, true)) {
      position++;
    }
    int afterName = position;
    skipBlanks();
    if (atLineEnd() || bytes[position] != '{') {
      if (position == afterName) {
        throw malformed("a metric name, a blank and a value expected");
      }
      position = afterName;
      return;
    }
    boolean quoted = false;
    while (!atLineEnd()) {
      byte character = bytes[position++];
      if (character == '"') {
        quoted = !quoted;
      } else if (character == '\\' && quoted && !atLineEnd()) {
        position++;
      } else if (character == '}' && !quoted) {
        return;
      }
    }
    throw malformed("the label set is not closed");
  }

  private double readValue() throws MalformedPageException {
    int from = position;
    skipWord();
    try {
      return Numbers.decimal(bytes, from, position);
    } catch (NumberFormatException _) {
      throw malformed("the value is no number");
    }
  }

  /// Milliseconds since 1970. Times too large for that end up at the far end of it.
  private long readTimestamp() throws MalformedPageException {
    int from = position;
    skipWord();
    try {
      if (format == PageFormat.TEXT) {
        return Numbers.whole(bytes, from, position);
      }
      double seconds = Numbers.decimal(bytes, from, position);
      if (Double.isFinite(seconds)) {
        return Math.round(seconds * 1000);
      }
      throw malformed("the timestamp is not finite");
    } catch (NumberFormatException _) {
      throw malformed("the timestamp is no number");
    }
  }

  private boolean atExemplar() {
    return format == PageFormat.OPEN_METRICS && !atLineEnd() && bytes[position] == '#';
  }

  private boolean atLineEnd() {
    return position >= bytes.length || bytes[position] == '\n';
  }

  private void skipLine() {
    while (!atLineEnd()) {
      position++;
    }
  }

  private void skipWord() {
    while (!atLineEnd() && bytes[position] != ' ' && bytes[position] != '\t') {
      position++;
    }
  }

  private void skipBlanks() {
    while (position < bytes.length && (bytes[position] == ' ' || bytes[position] == '\t')) {
      position++;
    }
  }

  private MalformedPageException malformed(String reason) {
    return new MalformedPageException(line, reason);
  }
}
