package io.rheostat.ingest.metrics;

/// End of a scrape; a tag of the scrape timer.
public enum ScrapeOutcome {
  /// Page read.
  READ,
  /// No connection, or it broke.
  UNREACHABLE,
  /// Page not there in time.
  TIMED_OUT,
  /// Answer other than 200.
  REFUSED,
  /// Page above the limit.
  TOO_LARGE,
  /// Page not in its format.
  MALFORMED,
  /// Fault of Rheostat itself, logged with its stack.
  FAULT
}
