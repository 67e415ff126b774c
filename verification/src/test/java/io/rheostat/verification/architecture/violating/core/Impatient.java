package io.rheostat.verification.architecture.violating.core;

import io.rheostat.verification.architecture.violating.streams.Host;
import java.io.File;

/// Uses another module, a file and a thread.
public final class Impatient {
  private Impatient() {}

  static boolean there() {
    return new File(Host.NAME).exists() && Thread.currentThread().isDaemon();
  }
}
