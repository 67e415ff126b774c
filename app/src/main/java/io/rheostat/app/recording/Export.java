package io.rheostat.app.recording;

import io.rheostat.streams.StageBinding;
import io.rheostat.streams.store.Snapshot;
import io.rheostat.topics.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Export of a section of both logs, decisions and commands into a folder, up to the stages'
/// progress: records not yet folded cannot be compared. A section that begins within the logs takes
/// the snapshots before it along.
public final class Export {
  static final String PARTITIONS_FILE = "partitions";

  private final Recording recording;
  private final Path directory;
  private long written;

  private Export(Recording recording, Path directory) {
    this.recording = recording;
    this.directory = directory;
  }

  /// Writes the folder with all of the logs, replacing an earlier export.
  ///
  /// @return number of written records
  /// @throws IOException when the folder cannot be written
  public static long write(String bootstrap, Path directory, Map<String, ?> extra)
      throws IOException, InterruptedException {
    try (KafkaRecording all =
        new KafkaRecording(bootstrap, extra, Optional.empty(), Optional.empty())) {
      return write(all, directory);
    }
  }

  /// Writes the folder with the section of a recording, replacing an earlier export.
  ///
  /// @return number of written records
  /// @throws SectionGoneException when the section begins before what is left of a log
  /// @throws IOException when the folder cannot be written
  public static long write(Recording recording, Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve(PARTITIONS_FILE), Integer.toString(recording.partitions()));
    Export export = new Export(recording, directory);
    for (int partition = 0; partition < recording.partitions(); partition++) {
      export.log(StageBinding.ESTIMATE, partition, List.of());
      export.log(StageBinding.PLAN, partition, List.of(Topic.DECISIONS, Topic.COMMANDS));
    }
    return export.written;
  }

  private void log(StageBinding<?, ?, ?> binding, int partition, List<Topic> effects)
      throws IOException {
    Recording.Section section = recording.section(binding, partition);
    FolderSection.write(
        directory,
        binding.name(),
        partition,
        new FolderSection(section.from(), section.start().map(Snapshot::toBytes)));
    try (LogCursor log = recording.log(binding.log(), partition, section.first())) {
      copy(log, binding.log(), partition, one -> one.offset() < section.to());
    }
    for (Topic topic : effects) {
      try (LogCursor made = recording.effects(topic, partition)) {
        copy(made, topic, partition, one -> section.contains(one.inputOffset()));
      }
    }
  }

  private void copy(LogCursor from, Topic topic, int partition, Predicate<LogRecord> kept)
      throws IOException {
    try (LogFile.Writer file = LogFile.create(directory, topic, partition)) {
      for (Optional<LogRecord> next = from.next(); next.isPresent(); next = from.next()) {
        if (kept.test(next.get())) {
          file.write(next.get());
          written++;
        }
      }
    }
  }
}
