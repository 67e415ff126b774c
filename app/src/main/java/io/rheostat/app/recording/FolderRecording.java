package io.rheostat.app.recording;

import io.rheostat.streams.StageBinding;
import io.rheostat.topics.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// Folder written by `demo --record` or `export`, replayed as a whole.
public final class FolderRecording implements Recording {
  private final Path directory;
  private final int partitions;

  /// Opens a folder.
  ///
  /// @throws IOException when it is no recording
  public FolderRecording(Path directory) throws IOException {
    this.directory = directory;
    try {
      partitions =
          Integer.parseInt(Files.readString(directory.resolve(Export.PARTITIONS_FILE)).strip());
    } catch (NoSuchFileException e) {
      throw new IOException(
          directory + " holds no recording. Make one with demo --record or export.", e);
    }
  }

  /// Returns the time of the newest record of the workload-log; its ticks make it that of all.
  ///
  /// @throws IOException when it cannot be read, or holds no record
  public Instant end() throws IOException {
    long newest = Long.MIN_VALUE;
    for (int partition = 0; partition < partitions; partition++) {
      try (LogCursor log = LogFile.open(directory, Topic.WORKLOAD_LOG, partition)) {
        for (Optional<LogRecord> next = log.next(); next.isPresent(); next = log.next()) {
          newest = Math.max(newest, next.get().timestampMillis());
        }
      }
    }
    if (newest == Long.MIN_VALUE) {
      throw new IOException(directory + " holds no record of the workload-log.");
    }
    return Instant.ofEpochMilli(newest);
  }

  @Override
  public int partitions() {
    return partitions;
  }

  @Override
  public Section section(StageBinding<?, ?, ?> binding, int partition) throws IOException {
    return FolderSection.read(directory, binding.name(), partition);
  }

  @Override
  public LogCursor log(Topic topic, int partition, long first) throws IOException {
    return LogFile.open(directory, topic, partition);
  }

  @Override
  public LogCursor effects(Topic topic, int partition) throws IOException {
    return LogFile.open(directory, topic, partition);
  }

  @Override
  public boolean mayEndEarly(Topic topic) {
    return topic == Topic.POOL_LOG;
  }

  @Override
  public void close() {}
}
