package io.rheostat.verification.architecture.violating.cyclic.one;

import io.rheostat.verification.architecture.violating.cyclic.two.Two;

/// Uses [Two], which uses it.
public record One(Two two) {}
