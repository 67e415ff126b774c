package io.rheostat.ingest.reject;

/// Why something was not taken in; a tag of the reject counter.
public enum RejectionReason {
  /// A metric page that is not in its format.
  MALFORMED_PAGE,
  /// A webhook body, or one alert of it, that cannot be read.
  MALFORMED_WEBHOOK,
  /// A body of a push protocol that cannot be read.
  MALFORMED_REQUEST,
  /// A series whose labels are broken or too many, a histogram that can't be, or a kind of series
  /// that is not taken.
  MALFORMED_SERIES,
  /// A file, page or DNS name of service discovery that cannot be read, or a target in it.
  MALFORMED_DISCOVERY,
  /// An alert about no declared workload.
  UNKNOWN_WORKLOAD,
  /// An alert that its workload does not name among those that may raise it.
  NOT_ALLOWED,
  /// Of a workload or scrape job something is not read; told, and never counted.
  NOT_READ,
  /// NaN, an infinity, a preset's blank value, or a negative bucket.
  NOT_FINITE,
  /// A sample from more than 30 seconds ahead.
  FUTURE_SAMPLE,
  /// A sample from more than an hour ago.
  LATE_SAMPLE,
  /// A body above its limit, or too many sample times on one page.
  TOO_LARGE,
  /// A workload's series without a replica, a placement or a bound.
  UNMATCHED,
  /// A series or an alert that belongs to two workloads.
  AMBIGUOUS
}
