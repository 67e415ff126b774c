package io.rheostat.ingest.discovery;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/// One file of service discovery: read again when its stamp changes; a bad one keeps the old
/// targets.
final class TargetFile {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long LIMIT_BYTES = 16L << 20;

  private final Path path;
  private Optional<Stamp> stamp = Optional.empty();
  private List<TargetGroup> groups = List.of();
  private Optional<String> problem = Optional.empty();

  /// File attributes, changed by each write.
  private record Stamp(long modified, long size, Optional<Object> key) {}

  TargetFile(Path path) {
    this.path = path;
  }

  /// Returns the groups of the last good reading.
  List<TargetGroup> groups() {
    return groups;
  }

  /// Returns the problem of the file in its current state.
  Optional<String> problem() {
    return problem;
  }

  /// Tells whether the file existed at the last refresh.
  boolean isThere() {
    return stamp.isPresent();
  }

  /// Reads the file again if it changed, and returns its problem, once for each change. An absent
  /// file has no targets; one without any good entry keeps its old ones.
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
      TargetGroup.Parsed parsed = read();
      if (!parsed.isBad()) {
        groups = parsed.groups();
      }
      problem =
          parsed.problems().isEmpty()
              ? Optional.empty()
              : Optional.of(String.join("; ", parsed.problems()));
      return problem;
    } catch (NoSuchFileException _) {
      stamp = Optional.empty();
      groups = List.of();
      problem = Optional.empty();
      return Optional.empty();
    } catch (IOException | YamlEngineException | IllegalArgumentException failed) {
      // The caller counts it as a malformed discovery file.
      problem = Optional.of(String.valueOf(failed.getMessage()));
      return problem;
    }
  }

  private TargetGroup.Parsed read() throws IOException {
    if (Files.size(path) > LIMIT_BYTES) {
      throw new IOException("the file is above 16 MiB");
    }
    if (path.toString().toLowerCase(Locale.ROOT).endsWith(".json")) {
      return TargetGroup.ofTree(JSON.readValue(Files.readAllBytes(path), Object.class));
    }
    String text = Files.readString(path, StandardCharsets.UTF_8);
    if (text.lines().map(String::strip).allMatch(TargetFile::saysNothing)) {
      return new TargetGroup.Parsed(List.of(), List.of());
    }
    // As Prometheus has it: whatever stands in a label is its text, as `port: 8000`.
    LoadSettings texts =
        LoadSettings.builder().setLabel(path.toString()).setSchema(new FailsafeSchema()).build();
    return TargetGroup.ofTree(new Load(texts).loadFromString(text));
  }

  private static boolean saysNothing(String line) {
    return line.isEmpty() || line.startsWith("#") || line.equals("---");
  }
}
