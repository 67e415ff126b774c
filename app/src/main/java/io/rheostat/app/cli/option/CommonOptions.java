package io.rheostat.app.cli.option;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Options common to all commands.
public final class CommonOptions {
  @Option(names = "--config", description = "The configuration folder; the shipped one by default.")
  private Optional<Path> config = Optional.empty();

  @Option(names = "--json", description = "Print JSON for machines.")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  /// Returns the configuration folder: the requested one, or the one shipped beside the launcher.
  public Path config() {
    return config.orElseGet(
        () -> Path.of(System.getProperty("rheostat.home", ".")).resolve("config"));
  }

  /// Returns whether output is JSON, for machines.
  public boolean json() {
    return json;
  }

  /// Returns whether the help was requested.
  public boolean help() {
    return help;
  }
}
