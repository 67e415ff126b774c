package io.rheostat.app.cli.option;

import io.rheostat.app.planning.AutoSizing;
import io.rheostat.config.load.ConfigLoader;
import io.rheostat.config.load.ConfigWatch;
import io.rheostat.config.settings.Configuration;
import io.rheostat.config.yaml.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Loading of a configuration folder. A scenario or an example has no signals of its own: it takes
/// the shipped ones.
public final class Configurations {
  private Configurations() {}

  /// Loads the configuration of a folder.
  ///
  /// @throws ConfigException with all problems found in it
  /// @throws UsageException when the path is no folder
  public static Configuration load(Path directory) throws ConfigException, UsageException {
    return ConfigLoader.load(directory, signals(directory), new AutoSizing());
  }

  /// Loads the configuration of a folder and returns the watch of its files, without a thread.
  ///
  /// @throws ConfigException with all problems found in it
  /// @throws UsageException when the path is no folder
  public static ConfigWatch watch(Path directory) throws ConfigException, UsageException {
    return ConfigWatch.start(directory, signals(directory), new AutoSizing());
  }

  private static Path signals(Path directory) throws UsageException {
    if (!Files.isDirectory(directory)) {
      throw new UsageException("--config " + directory + " is no folder.");
    }
    Path own = directory.resolve("signals");
    Path shipped = Path.of(System.getProperty("rheostat.home", "."), "config", "signals");
    return Files.isDirectory(own) ? own : shipped;
  }
}
