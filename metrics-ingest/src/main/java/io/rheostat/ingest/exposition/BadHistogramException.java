package io.rheostat.ingest.exposition;

/// A native or exponential histogram that no observations could have made.
public final class BadHistogramException extends Exception {
  private static final long serialVersionUID = 1L;

  BadHistogramException(String reason) {
    super(reason);
  }
}
