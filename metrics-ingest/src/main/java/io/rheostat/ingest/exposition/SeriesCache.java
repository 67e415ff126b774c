package io.rheostat.ingest.exposition;

import java.util.HashMap;
import java.util.Map;

/// What the sink keeps for each series of one target, by the series' bytes.
///
/// It is bounded by the pages themselves: after each page it holds at most twice the series of that
/// page, so churned series are forgotten and the limit on a page's size limits this too. Every
/// 256th page it keeps only the series of that page, so that one that is gone for longer is
/// forgotten for sure.
final class SeriesCache<S> {
  private static final int SLACK = 64;
  private static final int SWEEP_PAGES = 256;

  private final Map<SeriesKey, Entry<S>> entries = new HashMap<>();
  private final SeriesKey probe = new SeriesKey();
  private long page;
  private int seen;

  void startPage() {
    page++;
    seen = 0;
  }

  S get(byte[] bytes, int from, int to, Resolver<S> resolver) throws MalformedPageException {
    probe.pointAt(bytes, from, to);
    Entry<S> entry = entries.get(probe);
    if (entry == null) {
      entry = new Entry<>(resolver.resolve(from, to));
      entries.put(probe.copy(), entry);
    }
    if (entry.lastPage != page) {
      entry.lastPage = page;
      seen++;
    }
    return entry.value;
  }

  void endPage() {
    if (entries.size() > 2 * seen + SLACK || page % SWEEP_PAGES == 0) {
      entries.values().removeIf(entry -> entry.lastPage != page);
    }
  }

  int size() {
    return entries.size();
  }

  /// Reads a series of the current page in full.
  interface Resolver<S> {
    S resolve(int from, int to) throws MalformedPageException;
  }

  private static final class Entry<S> {
    private final S value;
    private long lastPage;

    private Entry(S value) {
      this.value = value;
    }
  }
}
