package io.rheostat.ingest.scrape;

import io.rheostat.ingest.exposition.PageFormat;
import io.rheostat.ingest.metrics.ScrapeOutcome;

/// Result of a request for a page.
sealed interface Fetched {
  /// Received page.
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

  /// Missing page.
  ///
  /// @param outcome outcome of the scrape
  /// @param words the error message
  record Failed(ScrapeOutcome outcome, String words) implements Fetched {}
}
