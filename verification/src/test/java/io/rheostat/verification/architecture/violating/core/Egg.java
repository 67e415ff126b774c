package io.rheostat.verification.architecture.violating.core;

/// Class in a circle with [Hen].
record Egg(Hen hen) {}
