package io.rheostat.actuator.driver.kubernetes.api;

import java.util.Locale;

/// Operation on an address, as a Role names it.
public enum Verb {
  GET("GET"),
  LIST("GET"),
  CREATE("POST"),
  PATCH("PATCH"),
  UPDATE("PUT");

  private final String method;

  Verb(String method) {
    this.method = method;
  }

  /// Returns the method of HTTP.
  String method() {
    return method;
  }

  /// Returns `patch`, as in a Role.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
