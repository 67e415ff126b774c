package io.rheostat.ingest.exposition;

import java.util.function.Predicate;

/// Reads the pages of one target from bytes. Between pages it remembers each series by the bytes
/// that name it, so a known series costs one hash look-up and, in the text formats, allocates
/// nothing. For one thread.
///
/// @param <S> what the sink keeps for a series
public final class ExpositionParser<S> {
  private final SeriesCache<S> cache = new SeriesCache<>();
  private final TextPages<S> text;
  private final OpenMetricsPages<S> openMetrics;
  private final ProtobufPages<S> protobuf;

  /// A parser that knows no series yet.
  public ExpositionParser(PageSink<S> sink) {
    this.text = new TextPages<>(sink, cache);
    this.openMetrics = new OpenMetricsPages<>(sink, cache);
    this.protobuf = new ProtobufPages<>(sink, cache);
  }

  /// Hands every sample of a page to the sink, in the page's order.
  ///
  /// @throws MalformedPageException at the first line that is wrong; samples before it were handed
  ///     over and must not be used
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

  /// Forgets series by what the sink keeps for them, so that the sink is asked again. Not while a
  /// page is read.
  public void forgetIf(Predicate<S> forgotten) {
    if (cache.forgetIf(forgotten)) {
      openMetrics.forget();
    }
  }

  /// How many series are remembered.
  public int knownSeries() {
    return cache.size();
  }
}
