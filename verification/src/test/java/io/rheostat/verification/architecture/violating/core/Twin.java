package io.rheostat.verification.architecture.violating.core;

/// Type with the name of another one.
record Twin() {}
