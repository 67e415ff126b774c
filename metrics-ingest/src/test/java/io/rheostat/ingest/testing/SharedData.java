package io.rheostat.ingest.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/// Real pages and payloads beside the project; tests that read them skip with a word when they are
/// not there.
public final class SharedData {
  private SharedData() {}

  public static Path path(String name) {
    Path path = resolve(name);
    Assumptions.assumeTrue(
        Files.exists(path),
        () -> "no shared data: " + path + " is not there; set -Dshared.data to its folder");
    return path;
  }

  /// For tests that can do without.
  public static Optional<Path> find(String name) {
    return Optional.of(resolve(name)).filter(Files::exists);
  }

  private static Path resolve(String name) {
    return Path.of(System.getProperty("rheostat.shared.data", "")).resolve(name);
  }
}
