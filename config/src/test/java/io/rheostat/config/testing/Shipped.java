package io.rheostat.config.testing;

import io.rheostat.config.load.ConfigLoader;
import io.rheostat.config.settings.Configuration;
import io.rheostat.config.yaml.ConfigException;
import java.nio.file.Path;

/// What the project ships.
public final class Shipped {
  private Shipped() {}

  /// The project's folder.
  public static Path root() {
    return Path.of(System.getProperty("rheostat.root"));
  }

  /// A folder below `config`.
  public static Path config(String name) {
    return root().resolve("config").resolve(name);
  }

  /// What the demo declares.
  public static Configuration demo() throws ConfigException {
    return ConfigLoader.load(config("scenarios/demo"), config("signals"));
  }
}
