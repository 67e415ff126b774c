package io.rheostat.app.cli.option;

import io.rheostat.app.recording.FolderRecording;
import io.rheostat.app.recording.KafkaRecording;
import io.rheostat.app.recording.LogPosition;
import io.rheostat.app.recording.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Options for the location of recorded logs: a folder, or a cluster.
public final class RecordingOptions {
  private final Instant now = Instant.now();

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Option(
      names = "--log",
      description = "A folder made by demo --record or by export, instead of a cluster.")
  private Optional<Path> log = Optional.empty();

  /// Returns the folder; empty for a cluster.
  public Optional<Path> folder() {
    return log;
  }

  /// Returns the location of the cluster.
  public KafkaOptions kafka() {
    return kafka;
  }

  /// Returns the position of a text such as `-2h`: before now, in a folder before its last record,
  /// which may be old, or ahead of this machine's clock.
  ///
  /// @throws IllegalArgumentException for a text that is none
  /// @throws IOException when the folder cannot be read
  public LogPosition position(String text) throws IOException {
    return LogPosition.parse(text, text.startsWith("-") ? end() : now);
  }

  /// Returns the time of the last record of a folder; the present one for a cluster.
  ///
  /// @throws IOException when the folder cannot be read
  public Instant end() throws IOException {
    if (log.isEmpty()) {
      return now;
    }
    try (FolderRecording recording = new FolderRecording(log.get())) {
      return recording.end();
    }
  }

  /// Opens the logs.
  ///
  /// @param from begin of the section of a cluster's logs; empty for theirs
  /// @param to end of it; empty for theirs
  public Recording open(Optional<LogPosition> from, Optional<LogPosition> to)
      throws IOException, UsageException, InterruptedException {
    return log.isPresent()
        ? new FolderRecording(log.get())
        : new KafkaRecording(kafka.bootstrap(), kafka.clientSettings(), from, to);
  }
}
