package io.rheostat.verification.architecture.violating.core;

import java.util.List;

/// Class in a circle with [Egg].
record Hen(List<Egg> eggs) {
  Hen {
    eggs = List.copyOf(eggs);
  }
}
