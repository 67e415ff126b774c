package io.rheostat.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Keeps a configuration up to date with its files. It has no thread: a shell calls [#poll()] as
/// often as it likes. A change that can't be loaded keeps the configuration before it.
///
/// Not safe for use by several threads at once.
public final class ConfigWatch {
  private final Path directory;
  private final Path signalsDirectory;
  private SortedMap<Path, Stamp> stamps;
  private Configuration current;
  private List<Problem> lastProblems = List.of();

  private ConfigWatch(Path directory, Path signalsDirectory) throws ConfigException {
    this.directory = directory;
    this.signalsDirectory = signalsDirectory;
    // Stamped before it is read: a file written meanwhile differs at the next poll.
    this.stamps = stamps(List.of());
    this.current = ConfigLoader.load(directory, signalsDirectory);
  }

  /// Loads a folder with its own `signals` and watches it.
  ///
  /// @throws ConfigException when the first load has problems: there is nothing to keep yet
  public static ConfigWatch start(Path directory) throws ConfigException {
    return start(directory, directory.resolve("signals"));
  }

  /// Loads a folder with signal presets that stand elsewhere, and watches both.
  ///
  /// @throws ConfigException when the first load has problems: there is nothing to keep yet
  public static ConfigWatch start(Path directory, Path signalsDirectory) throws ConfigException {
    return new ConfigWatch(directory, signalsDirectory);
  }

  /// The last configuration that had no problems.
  public Configuration current() {
    return current;
  }

  /// Why the files as they are now were not taken; empty when they were.
  public List<Problem> lastProblems() {
    return lastProblems;
  }

  /// Reads the files again when a name, a modification time or a size has changed.
  ///
  /// @return the new configuration; empty when nothing changed, the change says the same, or the
  ///     files have problems, see [#lastProblems()]
  public Optional<Configuration> poll() {
    SortedMap<Path, Stamp> now = stamps(besides());
    if (now.equals(stamps)) {
      return Optional.empty();
    }
    stamps = now;
    try {
      Configuration next = ConfigLoader.load(directory, signalsDirectory);
      lastProblems = List.of();
      boolean same = next.equals(current);
      current = next;
      return same ? Optional.empty() : Optional.of(next);
    } catch (ConfigException refusal) {
      lastProblems = refusal.problems();
      return Optional.empty();
    }
  }

  /// What tells that a file was written.
  private record Stamp(FileTime modified, long bytes) {
    /// Of a file or folder that can't be looked at: loading it says why.
    static final Stamp UNREADABLE = new Stamp(FileTime.fromMillis(0), 0);
  }

  /// The files beside the YAML: those that were read, and those that could not be.
  private List<Path> besides() {
    List<Path> files = new ArrayList<>();
    current.ingest().tokenFile().ifPresent(files::add);
    current.page().tokenFile().ifPresent(files::add);
    lastProblems.forEach(problem -> files.add(directory.resolve(problem.file())));
    return files;
  }

  private SortedMap<Path, Stamp> stamps(List<Path> besides) {
    SortedMap<Path, Stamp> found = new TreeMap<>();
    besides.forEach(file -> found.put(file, stamp(file)));
    for (Path folder : List.of(directory.resolve("fleet"), signalsDirectory)) {
      files(folder).forEach(file -> found.put(file, stamp(file)));
    }
    for (String name : List.of("scrape.yaml", "ingest.yaml", "page.yaml")) {
      Path file = directory.resolve(name);
      if (Files.exists(file)) {
        found.put(file, stamp(file));
      }
    }
    return found;
  }

  private static List<Path> files(Path folder) {
    try {
      return new ArrayList<>(YamlFiles.in(folder));
    } catch (IOException _) {
      return List.of(folder);
    }
  }

  private static Stamp stamp(Path file) {
    try {
      return new Stamp(Files.getLastModifiedTime(file), Files.size(file));
    } catch (IOException _) {
      return Stamp.UNREADABLE;
    }
  }
}
