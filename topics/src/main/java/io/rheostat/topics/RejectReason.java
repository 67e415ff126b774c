package io.rheostat.topics;

/// Cause of a refused input; also the tag of its counter.
public enum RejectReason {
  /// An unreadable metric page.
  MALFORMED_PAGE,
  /// An unreadable alert webhook.
  MALFORMED_WEBHOOK,
  /// An input for an undeclared workload.
  UNKNOWN_WORKLOAD,
  /// A NaN or infinite value.
  NOT_FINITE,
  /// A sample with a time too far ahead of its arrival.
  FUTURE_SAMPLE,
  /// A sample older than the window.
  LATE_SAMPLE,
  /// An input above the accepted size.
  TOO_LARGE,
  /// A series of no workload.
  UNMATCHED,
  /// A series of more than one workload.
  AMBIGUOUS,
  /// An unreadable body of a push protocol.
  MALFORMED_REQUEST,
  /// A series with broken labels or too many of them.
  MALFORMED_SERIES,
  /// An unreadable answer of service discovery.
  MALFORMED_DISCOVERY,
  /// An alert missing from its workload's list of alerts that may scale it up.
  NOT_ALLOWED,
  /// Something of a workload or scrape job is not read; reported again every 30 s while it lasts.
  NOT_READ,
  /// An unreadable log record.
  MALFORMED_EVENT,
  /// A log record without a timestamp, or with an impossible one.
  MISDATED,
  /// A log record whose processing failed again and again.
  UNPROCESSABLE
}
