package io.rheostat.verification.protocol.invariant;

/// Breach of an invariant.
public final class BrokenInvariant extends RuntimeException {
  private static final long serialVersionUID = 1;

  public BrokenInvariant(String what) {
    super(what);
  }
}
