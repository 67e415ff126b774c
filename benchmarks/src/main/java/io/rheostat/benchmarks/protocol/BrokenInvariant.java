package io.rheostat.benchmarks.protocol;

/// Something happened that must never happen.
final class BrokenInvariant extends RuntimeException {
  private static final long serialVersionUID = 1;

  BrokenInvariant(String what) {
    super(what);
  }
}
