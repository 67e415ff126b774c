package io.rheostat.config.yaml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// YAML files of a configuration folder, on disk or as they were read at one moment.
public sealed interface ConfigFiles {
  /// Files beside the folders.
  List<String> SINGLE_FILES = List.of("scrape.yaml", "ingest.yaml", "page.yaml");

  /// The files as they are on disk whenever they are asked for.
  ConfigFiles DISK = new Disk();

  /// Returns the YAML files of a folder by name; none when there is no such folder.
  ///
  /// @throws IOException when the folder is there but can't be read
  List<Path> in(Path folder) throws IOException;

  /// Returns whether the file exists.
  boolean exists(Path file);

  /// Returns the text of a file.
  ///
  /// @throws IOException when it can't be read
  String text(Path file) throws IOException;

  /// Files on disk.
  record Disk() implements ConfigFiles {
    @Override
    public List<Path> in(Path folder) throws IOException {
      return YamlFiles.in(folder);
    }

    @Override
    public boolean exists(Path file) {
      return Files.exists(file);
    }

    @Override
    public String text(Path file) throws IOException {
      return Files.readString(file);
    }
  }

  /// Files read before.
  ///
  /// @param texts text of each; empty for an unreadable file
  record Snapshot(SortedMap<Path, Optional<String>> texts) implements ConfigFiles {
    public Snapshot {
      texts = new TreeMap<>(texts);
    }

    /// Reads a configuration folder and its presets.
    ///
    /// @throws IOException when a folder is there but can't be listed
    public static Snapshot read(Path directory, Path signals) throws IOException {
      SortedMap<Path, Optional<String>> texts = new TreeMap<>();
      for (Path folder : List.of(directory.resolve("fleet"), signals)) {
        YamlFiles.in(folder).forEach(file -> add(texts, file));
      }
      for (String name : SINGLE_FILES) {
        Path file = directory.resolve(name);
        if (Files.exists(file)) {
          add(texts, file);
        }
      }
      return new Snapshot(texts);
    }

    private static void add(SortedMap<Path, Optional<String>> texts, Path file) {
      try {
        texts.put(file, Optional.of(Files.readString(file)));
      } catch (IOException _) {
        // Loading it says so.
        texts.put(file, Optional.empty());
      }
    }

    @Override
    public List<Path> in(Path folder) {
      return texts.keySet().stream().filter(file -> folder.equals(file.getParent())).toList();
    }

    @Override
    public boolean exists(Path file) {
      return texts.containsKey(file);
    }

    @Override
    public String text(Path file) throws IOException {
      return texts
          .getOrDefault(file, Optional.empty())
          .orElseThrow(() -> new IOException("it could not be read"));
    }
  }
}
