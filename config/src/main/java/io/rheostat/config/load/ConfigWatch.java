package io.rheostat.config.load;

import io.rheostat.config.auto.PlacementSizer;
import io.rheostat.config.settings.Configuration;
import io.rheostat.config.yaml.ConfigException;
import io.rheostat.config.yaml.ConfigFiles;
import io.rheostat.config.yaml.Problem;
import io.rheostat.config.yaml.YamlFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Watch of a configuration's files, keeping it up to date. It has no thread: a shell calls
/// [#poll()] as often as it likes.
///
/// An unusable file keeps its last good content, and the others are taken. A document missing from
/// the files, with its file or from within it, is gone only after it was missing at several polls
/// in a row for some seconds, while all other files were there and good: an editor, a checkout and
/// a mounted volume each take files away for a moment.
///
/// Not safe for use by several threads at once.
public final class ConfigWatch {
  private static final Duration MISSING = Duration.ofSeconds(10);
  private static final int MISSING_POLLS = 3;

  /// Kinds with one document a folder, whatever its name.
  private static final Set<String> SETTINGS = Set.of("Ingest", "Page");

  private final Path directory;
  private final Path signals;
  private final LongSupplier nanos;
  private final PlacementSizer sizer;
  private SortedMap<Path, Stamp> stamps;
  private LastGood good;
  private List<Problem> lastProblems = List.of();
  private Optional<Missing> missing = Optional.empty();

  /// Last good configuration.
  ///
  /// @param texts of its files
  private record LastGood(ConfigLoader.Loaded loaded, SortedMap<Path, Optional<String>> texts) {}

  /// Documents missing from the files.
  ///
  /// @param polls number of polls in a row without them
  private record Missing(SortedSet<String> documents, int polls, long sinceNanos) {}

  private ConfigWatch(Path directory, Path signals, PlacementSizer sizer, LongSupplier nanos)
      throws ConfigException {
    this.directory = directory.toAbsolutePath().normalize();
    this.signals = signals.toAbsolutePath().normalize();
    this.nanos = nanos;
    this.sizer = sizer;
    // Stamped before it is read: a file written meanwhile differs at the next poll.
    stamps = stamps(List.of());
    ConfigFiles.Snapshot files = snapshot();
    good =
        new LastGood(ConfigLoader.load(this.directory, this.signals, files, sizer), files.texts());
  }

  /// Loads a folder with its own `signals` and watches it.
  ///
  /// @throws ConfigException when the first load has problems: there is nothing to keep yet
  public static ConfigWatch start(Path directory) throws ConfigException {
    return start(directory, directory.resolve("signals"));
  }

  /// Loads a folder with signal presets from another folder, and watches both.
  ///
  /// @throws ConfigException when the first load has problems: there is nothing to keep yet
  public static ConfigWatch start(Path directory, Path signalsDirectory) throws ConfigException {
    return start(directory, signalsDirectory, PlacementSizer.NONE);
  }

  /// Loads a folder with placements that are not listed made by a sizer, and watches it.
  ///
  /// @throws ConfigException when the first load has problems: there is nothing to keep yet
  public static ConfigWatch start(Path directory, Path signalsDirectory, PlacementSizer sizer)
      throws ConfigException {
    return new ConfigWatch(directory, signalsDirectory, sizer, System::nanoTime);
  }

  static ConfigWatch start(Path directory, Path signalsDirectory, LongSupplier nanos)
      throws ConfigException {
    return new ConfigWatch(directory, signalsDirectory, PlacementSizer.NONE, nanos);
  }

  /// Returns the last configuration without problems.
  public Configuration current() {
    return good.loaded.configuration();
  }

  /// Returns the problems of the present files; empty when they were taken unchanged.
  public List<Problem> lastProblems() {
    return lastProblems;
  }

  /// Returns the documents, as `kind/name`, missing from the files and still kept: they are gone
  /// when the files lack them for ten seconds.
  public SortedSet<String> missing() {
    return missing.map(Missing::documents).orElseGet(TreeSet::new);
  }

  /// Reads the files again when a name, a modification time or a size has changed.
  ///
  /// @return the new configuration; empty when nothing changed, or the change says the same
  public Optional<Configuration> poll() {
    SortedMap<Path, Stamp> now = stamps(besides());
    if (now.equals(stamps) && missing.isEmpty()) {
      return Optional.empty();
    }
    stamps = now;
    Configuration before = current();
    take(attempt(snapshotOr(good.texts)));
    return current().equals(before) ? Optional.empty() : Optional.of(current());
  }

  /// Result of loading the usable files.
  ///
  /// @param taken usable configuration; empty when nothing new is usable
  /// @param problems of the files as they are
  private record Attempt(Optional<LastGood> taken, List<Problem> problems) {}

  private void take(Attempt attempt) {
    lastProblems = attempt.problems;
    if (attempt.taken.isEmpty()) {
      missing = Optional.empty();
      return;
    }
    LastGood next = attempt.taken.get();
    SortedSet<String> lost = new TreeSet<>(good.loaded.places().keySet());
    lost.removeAll(next.loaded.places().keySet());
    // Doors and the page are settings under whatever name: a renamed one is not missing.
    lost.removeIf(
        document ->
            next.loaded.places().keySet().stream()
                .anyMatch(
                    other -> SETTINGS.contains(kind(other)) && kind(other).equals(kind(document))));
    if (lost.isEmpty() || areGone(lost, attempt.problems.isEmpty())) {
      missing = Optional.empty();
      good = next;
    } else {
      keep(lost, next);
    }
  }

  private static String kind(String document) {
    return document.substring(0, document.indexOf('/'));
  }

  private boolean areGone(SortedSet<String> lost, boolean whole) {
    long now = nanos.getAsLong();
    boolean again = whole && missing.isPresent() && missing.get().documents.equals(lost);
    Missing counted =
        again
            ? new Missing(lost, missing.get().polls + 1, missing.get().sinceNanos)
            : new Missing(lost, 1, now);
    missing = Optional.of(counted);
    return counted.polls >= MISSING_POLLS && now - counted.sinceNanos >= MISSING.toNanos();
  }

  /// Takes new content, with the last good files of the missing documents.
  private void keep(SortedSet<String> lost, LastGood next) {
    SortedMap<Path, Optional<String>> texts = new TreeMap<>(next.texts);
    for (String document : lost) {
      path(good.loaded.places().get(document))
          .ifPresent(file -> texts.put(file, good.texts.getOrDefault(file, Optional.empty())));
    }
    Attempt kept = attempt(new ConfigFiles.Snapshot(texts));
    if (kept.taken.isPresent()
        && kept.taken.get().loaded.places().keySet().containsAll(good.loaded.places().keySet())) {
      good = kept.taken.get();
    }
  }

  /// Loads files; a file with problems keeps its last good content, or is left out when it is new.
  private Attempt attempt(ConfigFiles.Snapshot files) {
    SortedMap<Path, Optional<String>> texts = new TreeMap<>(files.texts());
    List<Problem> problems = new ArrayList<>();
    while (true) {
      try {
        ConfigFiles.Snapshot tried = new ConfigFiles.Snapshot(texts);
        ConfigLoader.Loaded loaded = ConfigLoader.load(directory, signals, tried, sizer);
        return new Attempt(Optional.of(new LastGood(loaded, tried.texts())), problems);
      } catch (ConfigException refusal) {
        if (problems.isEmpty()) {
          problems.addAll(refusal.problems());
        }
        if (!revert(texts, refusal.problems())) {
          return new Attempt(Optional.empty(), problems);
        }
      }
    }
  }

  /// Puts back the last good content of files with a problem. Returns whether any of them differed
  /// from it.
  private boolean revert(SortedMap<Path, Optional<String>> texts, List<Problem> problems) {
    boolean reverted = false;
    for (Problem problem : problems) {
      Optional<Path> file = path(problem.file());
      if (file.isPresent() && texts.containsKey(file.get())) {
        Optional<String> before = good.texts.getOrDefault(file.get(), Optional.empty());
        if (!before.equals(texts.get(file.get())) || before.isEmpty()) {
          if (before.isPresent()) {
            texts.put(file.get(), before);
          } else {
            texts.remove(file.get());
          }
          reverted = true;
        }
      }
    }
    return reverted;
  }

  /// Returns the file named by a problem: of the folder, or of the presets' folder.
  private Optional<Path> path(@Nullable Path shown) {
    if (shown == null) {
      return Optional.empty();
    }
    Path preset = signals.resolveSibling(shown).normalize();
    return Optional.of(preset.startsWith(signals) ? preset : directory.resolve(shown).normalize());
  }

  private ConfigFiles.Snapshot snapshot() {
    return snapshotOr(new TreeMap<>());
  }

  private ConfigFiles.Snapshot snapshotOr(SortedMap<Path, Optional<String>> before) {
    try {
      return ConfigFiles.Snapshot.read(directory, signals);
    } catch (IOException _) {
      // A folder without a listing just now keeps its last content.
      return new ConfigFiles.Snapshot(before);
    }
  }

  /// Modification time and size of a file, to detect writes.
  private record Stamp(FileTime modified, long bytes) {
    /// Stamp of an unreadable file or folder: loading it reports the reason.
    static final Stamp UNREADABLE = new Stamp(FileTime.fromMillis(0), 0);
  }

  /// Returns the files beside the YAML, readable or not.
  private List<Path> besides() {
    List<Path> files = new ArrayList<>();
    current().ingest().tokenFile().ifPresent(files::add);
    current().page().tokenFile().ifPresent(files::add);
    lastProblems.forEach(problem -> files.add(directory.resolve(problem.file())));
    return files;
  }

  private SortedMap<Path, Stamp> stamps(List<Path> besides) {
    SortedMap<Path, Stamp> found = new TreeMap<>();
    besides.forEach(file -> found.put(file, stamp(file)));
    for (Path folder : List.of(directory.resolve("fleet"), signals)) {
      files(folder).forEach(file -> found.put(file, stamp(file)));
    }
    for (String name : ConfigFiles.SINGLE_FILES) {
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
