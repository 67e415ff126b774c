package io.rheostat.ingest.discovery;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// One file of service discovery: read again when its stamp changes; a bad one keeps the old
/// targets.
final class TargetFile {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long LIMIT_BYTES = 16L << 20;

  private final Path path;
  private Optional<Stamp> stamp = Optional.empty();
  private List<TargetGroup> groups = List.of();

  /// What changes when the file does.
  private record Stamp(long modified, long size, Optional<Object> key) {}

  TargetFile(Path path) {
    this.path = path;
  }

  /// The groups of the last good reading.
  List<TargetGroup> groups() {
    return groups;
  }

  /// Reads the file again if it changed. Returns what is wrong with it, once for each change. A
  /// file that is not there has no targets.
  Optional<String> refresh() {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      Stamp now =
          new Stamp(
              attributes.lastModifiedTime().toMillis(),
              attributes.size(),
              Optional.ofNullable(attributes.fileKey()));
      if (stamp.isPresent() && stamp.get().equals(now)) {
        return Optional.empty();
      }
      stamp = Optional.of(now);
      groups = read();
      return Optional.empty();
    } catch (NoSuchFileException _) {
      stamp = Optional.empty();
      groups = List.of();
      return Optional.empty();
    } catch (IOException | YamlEngineException | IllegalArgumentException problem) {
      // The caller counts it as a malformed discovery file.
      return Optional.of(String.valueOf(problem.getMessage()));
    }
  }

  private List<TargetGroup> read() throws IOException {
    if (Files.size(path) > LIMIT_BYTES) {
      throw new IOException("the file is above 16 MiB");
    }
    if (path.toString().endsWith(".json")) {
      return TargetGroup.ofTree(JSON.readValue(Files.readAllBytes(path), Object.class));
    }
    Load yaml = new Load(LoadSettings.builder().setLabel(path.toString()).build());
    return TargetGroup.ofTree(yaml.loadFromString(Files.readString(path, StandardCharsets.UTF_8)));
  }
}
