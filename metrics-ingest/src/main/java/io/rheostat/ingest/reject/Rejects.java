package io.rheostat.ingest.reject;

/// Where evidence of what was refused goes. Best effort: it neither blocks for long nor throws.
public interface Rejects {
  /// Keeps a rejection.
  ///
  /// @param source where it came from: a target, a file or an endpoint
  void reject(String source, Rejection rejection);
}
