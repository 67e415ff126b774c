package io.rheostat.app.architecture.violating.simulator.judge;

import io.rheostat.app.architecture.violating.core.Impatient;

/// Judges by what it judges.
final class Partial {
  private Partial() {}

  static Class<?> oracle() {
    return Impatient.class;
  }
}
