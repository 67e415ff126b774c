package io.rheostat.topics;

/// Why an input was refused; also the tag under which it is counted.
public enum RejectReason {
  /// A metric page that cannot be read.
  MALFORMED_PAGE,
  /// An alert webhook that cannot be read.
  MALFORMED_WEBHOOK,
  /// It names a workload that is not declared.
  UNKNOWN_WORKLOAD,
  /// A value is NaN or infinite.
  NOT_FINITE,
  /// A sample's time lies too far ahead of its arrival.
  FUTURE_SAMPLE,
  /// A sample is older than the window.
  LATE_SAMPLE,
  /// The input is larger than what is accepted.
  TOO_LARGE,
  /// A series belongs to no workload.
  UNMATCHED,
  /// A series belongs to more than one workload.
  AMBIGUOUS,
  /// A body of a push protocol that cannot be read.
  MALFORMED_REQUEST,
  /// A series whose labels are broken or too many.
  MALFORMED_SERIES,
  /// An answer of service discovery that cannot be read.
  MALFORMED_DISCOVERY,
  /// An alert that its workload does not name among those that may raise it.
  NOT_ALLOWED,
  /// Of a workload or scrape job something is not read; said again every 30 s while it lasts.
  NOT_READ,
  /// A log record that cannot be read.
  MALFORMED_EVENT,
  /// A log record without a timestamp, or with an impossible one.
  MISDATED,
  /// A log record at which processing failed again and again.
  UNPROCESSABLE
}
