package io.rheostat.ingest.exposition;

import java.util.Locale;

/// Supported formats of metric pages.
public enum PageFormat {
  /// Prometheus text 0.0.4: timestamps in milliseconds, no exemplars. Read as leniently as
  /// Prometheus reads it.
  TEXT,
  /// OpenMetrics 1.0: timestamps in seconds, exemplars, `# EOF` at the end. Read strictly.
  OPEN_METRICS,
  /// Metric families of Prometheus in protobuf, each behind its length; the only format with native
  /// histograms.
  PROTOBUF;

  /// Accepted formats, as sent by a scraper.
  ///
  /// Protobuf first: an exporter with native histograms exposes their buckets in no other format,
  /// and exporters without protobuf, as those in Python are, answer with the next one.
  ///
  /// Text before OpenMetrics: widely used clients break OpenMetrics rules without a counterpart in
  /// the text format, and such a page is refused whole. Those in Go give a gauge and a counter one
  /// family name (client_golang issue 829) and those in Python put the sums of all label sets
  /// before the buckets when they collect from several processes. Text also keeps the names of
  /// counters, while OpenMetrics may lengthen them by `_total`. The end of a page is marked by HTTP
  /// as well as by `# EOF`.
  public static final String ACCEPT =
      "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;"
          + "q=0.9,text/plain;version=0.0.4;q=0.7,"
          + "application/openmetrics-text;version=1.0.0;q=0.5,*/*;q=0.1";

  /// Returns the format of a `Content-Type`; text for everything else, as old exporters name all
  /// kinds of types.
  public static PageFormat ofContentType(String contentType) {
    String type = contentType.toLowerCase(Locale.ROOT);
    if (type.startsWith("application/openmetrics-text")) {
      return OPEN_METRICS;
    }
    return type.startsWith("application/vnd.google.protobuf") ? PROTOBUF : TEXT;
  }
}
