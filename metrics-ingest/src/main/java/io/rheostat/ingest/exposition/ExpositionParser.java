package io.rheostat.ingest.exposition;

import io.rheostat.ingest.exposition.series.MalformedPageException;
import java.util.function.Predicate;

/// Parser of one target's pages, from bytes. Between pages it remembers each series by its bytes on
/// the page, so a known series costs one hash look-up and, in the text formats, allocates nothing.
/// For one thread.
///
/// @param <S> the sink's object for a series
public final class ExpositionParser<S> {
  private final SeriesCache<S> cache = new SeriesCache<>();
  private final TextPages<S> text;
  private final OpenMetricsPages<S> openMetrics;
  private final ProtobufPages<S> protobuf;

  /// Creates a parser without known series.
  public ExpositionParser(PageSink<S> sink) {
    this.text = new TextPages<>(sink, cache);
    this.openMetrics = new OpenMetricsPages<>(sink, cache);
    this.protobuf = new ProtobufPages<>(sink, cache);
  }

  /// Hands every sample of a page to the sink, in the page's order.
  ///
  /// @throws MalformedPageException at the first wrong line; samples before it were handed over and
  ///     must not be used
  public void parse(byte[] page, PageFormat format) throws MalformedPageException {
    cache.startPage();
    try {
      switch (format) {
        case TEXT -> text.read(page);
        case OPEN_METRICS -> openMetrics.read(page);
        case PROTOBUF -> protobuf.read(page);
      }
    } finally {
      if (cache.endPage()) {
        openMetrics.forget();
      }
    }
  }

  /// Forgets series by the sink's objects for them, so the sink is asked again. Not while a page is
  /// read.
  public void forgetIf(Predicate<S> forgotten) {
    if (cache.forgetIf(forgotten)) {
      openMetrics.forget();
    }
  }

  /// Returns the number of remembered series.
  public int knownSeries() {
    return cache.size();
  }
}
