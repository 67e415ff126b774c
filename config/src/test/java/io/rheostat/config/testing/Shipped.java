package io.rheostat.config.testing;

import io.rheostat.config.load.ConfigLoader;
import io.rheostat.config.settings.Configuration;
import io.rheostat.config.yaml.ConfigException;
import java.nio.file.Path;

/// Files shipped with the project.
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

  /// Returns the demo's configuration.
  public static Configuration demo() throws ConfigException {
    return ConfigLoader.load(config("scenarios/demo"), config("signals"));
  }
}
