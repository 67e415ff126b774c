package io.rheostat.config;

import java.nio.file.Path;

/// Where the shipped YAML is.
final class Shipped {
  static final Path CONFIG = Path.of(System.getProperty("rheostat.root", "..")).resolve("config");

  private Shipped() {}
}
