package io.rheostat.ingest.scrape;

import io.rheostat.ingest.exposition.PageFormat;
import io.rheostat.ingest.metrics.ScrapeOutcome;

/// What asking for a page came to.
sealed interface Fetched {
  /// The page is there.
  final class Page implements Fetched {
    private final byte[] bytes;
    private final PageFormat format;

    Page(byte[] bytes, PageFormat format) {
      this.bytes = bytes;
      this.format = format;
    }

    byte[] bytes() {
      return bytes;
    }

    PageFormat format() {
      return format;
    }
  }

  /// There is no page.
  ///
  /// @param outcome how it is counted
  /// @param words what happened
  record Failed(ScrapeOutcome outcome, String words) implements Fetched {}
}
