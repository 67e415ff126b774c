package io.rheostat.verification.architecture.violating.util;

/// Lives in a package with a name that says nothing.
final class Things {
  private Things() {}
}
