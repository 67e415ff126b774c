package io.rheostat.ingest.exposition;

import java.util.Locale;

/// The formats of metric pages that are read.
public enum PageFormat {
  /// Prometheus text 0.0.4: timestamps in milliseconds, no exemplars.
  TEXT,
  /// OpenMetrics 1.0: timestamps in seconds, exemplars, `# EOF` at the end.
  OPEN_METRICS;

  /// What a scraper asks for: OpenMetrics first, as it says where a page ends.
  public static final String ACCEPT =
      "application/openmetrics-text;version=1.0.0;q=0.9,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";

  /// The format a `Content-Type` names; text for everything that is not OpenMetrics, as old
  /// exporters name all kinds of types.
  public static PageFormat ofContentType(String contentType) {
    return contentType.toLowerCase(Locale.ROOT).startsWith("application/openmetrics-text")
        ? OPEN_METRICS
        : TEXT;
  }
}
