package io.rheostat.ingest.matching;

/// The labels of a pushed series are broken or beyond the limits; the message says how.
final class MalformedSeriesException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedSeriesException(String message) {
    super(message);
  }
}
