package io.rheostat.ingest.matching;

/// Pushed series with broken labels or labels beyond the limits; the message has the details.
final class MalformedSeriesException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedSeriesException(String message) {
    super(message);
  }
}
