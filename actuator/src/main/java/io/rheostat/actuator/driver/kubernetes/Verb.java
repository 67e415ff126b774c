package io.rheostat.actuator.driver.kubernetes;

import java.util.Locale;

/// What is done to an address, as a Role names it.
enum Verb {
  GET("GET"),
  LIST("GET"),
  CREATE("POST"),
  PATCH("PATCH"),
  UPDATE("PUT");

  private final String method;

  Verb(String method) {
    this.method = method;
  }

  /// The method of HTTP.
  String method() {
    return method;
  }

  /// `patch`, as in a Role.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
