package io.rheostat.ingest.reject;

/// Reason of a rejection; a tag of the reject counter.
public enum RejectionReason {
  /// Metric page not in its format.
  MALFORMED_PAGE,
  /// Unreadable webhook body, or one alert of it.
  MALFORMED_WEBHOOK,
  /// Unreadable body of a push protocol.
  MALFORMED_REQUEST,
  /// Series with broken or too many labels, an impossible histogram, or an unsupported kind of
  /// series.
  MALFORMED_SERIES,
  /// Unreadable file, page or DNS name of service discovery, or a target in it.
  MALFORMED_DISCOVERY,
  /// Alert about no declared workload.
  UNKNOWN_WORKLOAD,
  /// Alert not named among those its workload allows to scale it up.
  NOT_ALLOWED,
  /// Unread metrics of a workload or scrape job; reported, and never counted.
  NOT_READ,
  /// NaN, an infinity, a preset's blank value, or a negative bucket.
  NOT_FINITE,
  /// Sample from more than 30 seconds ahead.
  FUTURE_SAMPLE,
  /// Sample from more than an hour ago.
  LATE_SAMPLE,
  /// Body above its limit, or too many sample times on one page.
  TOO_LARGE,
  /// Workload's series without a replica, a placement or a bound.
  UNMATCHED,
  /// Series or alert of two workloads.
  AMBIGUOUS
}
