package io.rheostat.verification.architecture.violating.contest.judge;

import io.rheostat.verification.architecture.violating.core.Impatient;

/// Oracle that calls the code it judges.
final class Partial {
  private Partial() {}

  static Class<?> oracle() {
    return Impatient.class;
  }
}
