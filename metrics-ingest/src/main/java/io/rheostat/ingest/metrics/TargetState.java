package io.rheostat.ingest.metrics;

/// State of a target by its last scrape; a tag of the target gauge.
public enum TargetState {
  /// Target not scraped yet.
  NEW,
  /// Target with its last page read.
  UP,
  /// Target with its last page not read.
  DOWN
}
