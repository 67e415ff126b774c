package io.rheostat.ingest.exposition;

import io.rheostat.ingest.exposition.family.KnownSeries;
import io.rheostat.ingest.exposition.series.MalformedPageException;
import io.rheostat.ingest.exposition.series.PageSeriesKey;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/// Cache of the sink's objects for the series of one target, by the series' bytes.
///
/// It is bounded by the pages themselves: after each page it holds at most twice the series of the
/// page, so churned series are forgotten and the limit on a page's size limits this too. Every
/// 256th page it keeps only the series of the page, so a series gone for longer is forgotten for
/// sure.
final class SeriesCache<S> {
  private static final int SLACK = 64;
  private static final int SWEEP_PAGES = 256;

  private final Map<PageSeriesKey, KnownSeries<S>> entries = new HashMap<>();
  private final PageSeriesKey probe = new PageSeriesKey();
  private long page;
  private int seen;

  void startPage() {
    page++;
    seen = 0;
  }

  KnownSeries<S> get(byte[] bytes, int from, int to, Resolver<S> resolver)
      throws MalformedPageException {
    probe.pointAt(bytes, from, to);
    KnownSeries<S> series = entries.get(probe);
    if (series == null) {
      series = new KnownSeries<>(resolver.resolve(from, to));
      entries.put(probe.copy(), series);
    }
    if (series.lastPage != page) {
      series.lastPage = page;
      seen++;
    }
    return series;
  }

  /// Ends a page; returns whether series were forgotten.
  boolean endPage() {
    probe.pointAtNothing();
    boolean sweep = entries.size() > 2 * seen + SLACK || page % SWEEP_PAGES == 0;
    return sweep && entries.values().removeIf(series -> series.lastPage != page);
  }

  /// Forgets the matching series; returns whether there were any.
  boolean forgetIf(Predicate<S> forgotten) {
    return entries.values().removeIf(series -> forgotten.test(series.use()));
  }

  int size() {
    return entries.size();
  }

  /// Reader of a series of the current page in full.
  interface Resolver<S> {
    S resolve(int from, int to) throws MalformedPageException;
  }
}
