package io.rheostat.verification.architecture.violating.cyclic.two;

import io.rheostat.verification.architecture.violating.cyclic.one.One;
import java.util.List;

/// Uses [One], which uses it.
public record Two(List<One> ones) {
  public Two {
    ones = List.copyOf(ones);
  }
}
