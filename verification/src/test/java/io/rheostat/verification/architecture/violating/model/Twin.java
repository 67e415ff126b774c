package io.rheostat.verification.architecture.violating.model;

/// Type with the name of another one.
record Twin() {}
