package io.rheostat.ingest.exposition.histogram;

/// Native or exponential histogram inconsistent with any set of observations.
public final class BadHistogramException extends Exception {
  private static final long serialVersionUID = 1L;

  BadHistogramException(String reason) {
    super(reason);
  }
}
