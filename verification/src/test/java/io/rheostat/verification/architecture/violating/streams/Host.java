package io.rheostat.verification.architecture.violating.streams;

/// A use forbidden to [the core](io.rheostat.verification.architecture.violating.core).
public final class Host {
  /// Any text that is no compile-time constant, so that its use is seen.
  public static final String NAME = String.valueOf(1);

  private Host() {}
}
