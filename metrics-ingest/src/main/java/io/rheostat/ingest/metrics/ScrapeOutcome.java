package io.rheostat.ingest.metrics;

/// How a scrape ended; a tag of the scrape timer.
public enum ScrapeOutcome {
  /// The page was read.
  READ,
  /// No connection, or it broke.
  UNREACHABLE,
  /// The page was not there in time.
  TIMED_OUT,
  /// The answer was not 200.
  REFUSED,
  /// The page is above the limit.
  TOO_LARGE,
  /// The page is not in its format.
  MALFORMED,
  /// A fault of Rheostat itself, logged with its stack.
  FAULT
}
