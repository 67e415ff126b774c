package io.rheostat.benchmarks.protocol;

/// Breach of an invariant.
final class BrokenInvariant extends RuntimeException {
  private static final long serialVersionUID = 1;

  BrokenInvariant(String what) {
    super(what);
  }
}
