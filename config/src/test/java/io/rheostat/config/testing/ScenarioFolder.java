package io.rheostat.config.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// A folder with the shipped service and scenarios of its own.
///
/// @param path the folder
public record ScenarioFolder(Path path) {
  /// With the service beside what is to be written.
  public static ScenarioFolder in(Path path) {
    try {
      Path fleet = Files.createDirectories(path.resolve("chat-32b/fleet"));
      Files.copy(
          Shipped.config("scenarios/chat-32b/fleet/chat-32b.yaml"), fleet.resolve("chat-32b.yaml"));
      return new ScenarioFolder(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The text of the ramp of five minutes.
  public static String shortRamp() {
    try (InputStream resource =
        Objects.requireNonNull(
            ScenarioFolder.class.getResourceAsStream("/simulation/short-ramp.yaml"))) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The same with another trace and nothing unscored.
  public static String withTrace(String trace) {
    String ramp = shortRamp().replace("  unscored: 30s\n", "");
    return ramp.substring(0, ramp.indexOf("  trace:")) + "  trace: " + trace + "\n";
  }

  /// A file in it.
  public Path write(String name, String text) {
    try {
      return Files.writeString(path.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
