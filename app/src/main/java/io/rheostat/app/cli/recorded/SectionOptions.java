package io.rheostat.app.cli.recorded;

import io.rheostat.app.cli.option.KafkaOptions;
import io.rheostat.app.cli.option.UsageException;
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

/// Section of recorded logs: of a folder, or of a cluster.
final class SectionOptions {
  private final Instant now = Instant.now();

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Option(
      names = "--log",
      description = "A folder made by demo --record or by export, instead of a cluster.")
  private Optional<Path> log = Optional.empty();

  @Option(
      names = "--from",
      description =
          "Begin of the section: a time such as 2026-11-24T12:00:00Z, -24h, or an offset such as"
              + " @1200 (default: that of the logs).")
  private Optional<String> from = Optional.empty();

  @Option(names = "--to", description = "End of the section (default: that of the logs).")
  private Optional<String> to = Optional.empty();

  @Option(names = "--last", description = "The section up to now, such as 24h; instead of --from.")
  private Optional<String> last = Optional.empty();

  /// Returns the begin of the section; empty for that of the logs.
  ///
  /// @throws UsageException when two are given
  Optional<LogPosition> from() throws UsageException {
    if (last.isPresent() && from.isPresent()) {
      throw new UsageException("--last and --from both say where to begin. Give one of them.");
    }
    return last.map(text -> "-" + text).or(() -> from).map(text -> LogPosition.parse(text, now));
  }

  /// Returns the end of the section; empty for that of the logs.
  Optional<LogPosition> to() {
    return to.map(text -> LogPosition.parse(text, now));
  }

  /// Returns whether the logs are those of a folder.
  boolean isFolder() {
    return log.isPresent();
  }

  /// Refuses a begin or an end within a folder, which is taken as a whole.
  void refuseTimesOfFolder() throws UsageException {
    if (isFolder() && (from().isPresent() || to().isPresent())) {
      throw new UsageException(
          "--from, --to and --last are for a cluster. Leave them out: a folder is taken as a"
              + " whole.");
    }
  }

  /// Opens the logs.
  Recording open() throws IOException, UsageException, InterruptedException {
    return log.isPresent()
        ? new FolderRecording(log.get())
        : new KafkaRecording(kafka.bootstrap(), kafka.clientSettings(), from(), to());
  }
}
