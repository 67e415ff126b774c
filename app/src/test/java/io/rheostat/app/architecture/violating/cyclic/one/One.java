package io.rheostat.app.architecture.violating.cyclic.one;

import io.rheostat.app.architecture.violating.cyclic.two.Two;

/// Uses [Two], which uses it.
public record One(Two two) {}
