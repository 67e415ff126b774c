package io.rheostat.ingest.metrics;

/// What the last scrape of a target says about it; a tag of the target gauge.
public enum TargetState {
  /// Not scraped yet.
  NEW,
  /// The last page was read.
  UP,
  /// The last page was not read.
  DOWN
}
