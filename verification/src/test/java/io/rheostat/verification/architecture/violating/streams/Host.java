package io.rheostat.verification.architecture.violating.streams;

/// What [the core](io.rheostat.verification.architecture.violating.core) may not use.
public final class Host {
  /// Any text that is no compile-time constant, so that its use is seen.
  public static final String NAME = String.valueOf(1);

  private Host() {}
}
