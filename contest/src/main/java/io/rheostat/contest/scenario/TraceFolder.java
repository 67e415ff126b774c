package io.rheostat.contest.scenario;

import io.rheostat.simulator.trace.RecordedTrace;
import io.rheostat.simulator.trace.file.ClientLengths;
import io.rheostat.simulator.trace.file.TraceReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// Folder of scenarios' traces, with an optional trace to be run instead of theirs.
///
/// @param folder folder of traces; scenarios without a trace file go without
/// @param instead a trace to be run on every scenario
public record TraceFolder(Optional<Path> folder, Optional<Path> instead) {
  /// Environment variable naming the folder.
  public static final String VARIABLE = "RHEOSTAT_DATA";

  /// Returns the folder given, else that of [#VARIABLE]; empty when neither is there.
  public static Optional<Path> given(Optional<Path> folder) {
    return folder.or(() -> Optional.ofNullable(System.getenv(VARIABLE)).map(Path::of));
  }

  /// Creates a trace folder without a trace to be run instead.
  public static TraceFolder of(Path folder) {
    return new TraceFolder(Optional.of(folder), Optional.empty());
  }

  /// Reads a recorded trace of any published form.
  static RecordedTrace recorded(Path file) throws IOException {
    return TraceReader.read(file.toString(), lines(file));
  }

  /// Finds a scenario's file.
  ///
  /// @param key of the scenario naming it
  /// @throws IOException when it is not there, with the remedy
  Path find(String key, String file) throws IOException {
    if (folder.isEmpty()) {
      throw new IOException(
          "%s: %s is in the folder of traces, and none is given. Give --data DIR or set %s."
              .formatted(key, file, VARIABLE));
    }
    Path found = folder.get().resolve(file);
    if (!Files.isRegularFile(found)) {
      throw new IOException(
          "%s: there is no file %s. Put it there, or point --data or %s at the folder of traces."
              .formatted(key, found, VARIABLE));
    }
    return found;
  }

  static List<String> lines(Path file) throws IOException {
    try (InputStream bytes = open(file);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }

  static ClientLengths lengths(Path file) throws IOException {
    try (InputStream bytes = open(file)) {
      return LengthArchive.read(bytes);
    } catch (IOException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private static InputStream open(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    if (!file.toString().endsWith(".gz")) {
      return bytes;
    }
    try {
      return new GZIPInputStream(bytes, 1 << 16);
    } catch (IOException e) {
      bytes.close();
      throw new IOException(file + " is no gzip file.", e);
    }
  }
}
