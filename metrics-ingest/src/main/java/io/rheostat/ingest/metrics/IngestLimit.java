package io.rheostat.ingest.metrics;

/// Limits of received requests, connections and series.
public enum IngestLimit {
  /// Bytes of one body.
  BODY,
  /// Bytes of all bodies at a time.
  BODIES_IN_FLIGHT,
  /// Requests handled at a time.
  REQUESTS_IN_FLIGHT,
  /// Connections open at a time.
  CONNECTIONS,
  /// Bytes and fields of a request's head.
  HEAD,
  /// Time for a request to come, and for its answer to be read.
  REQUEST_TIME,
  /// Samples a second of a source.
  SAMPLES_PER_SECOND,
  /// Series of one request.
  SERIES_PER_REQUEST,
  /// Labels of one series.
  LABELS_PER_SERIES,
  /// Bytes of a label's name or value.
  LABEL_LENGTH,
  /// Series remembered.
  KNOWN_SERIES
}
