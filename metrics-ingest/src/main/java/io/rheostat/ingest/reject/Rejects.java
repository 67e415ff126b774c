package io.rheostat.ingest.reject;

/// Destination of evidence of refused input. Best effort: it neither blocks for long nor throws.
public interface Rejects {
  /// Keeps a rejection.
  ///
  /// @param source origin of the input: a target, a file or an endpoint
  void reject(String source, Rejection rejection);
}
