package io.rheostat.app.cli.recorded;

import io.rheostat.app.cli.option.RecordingOptions;
import io.rheostat.app.cli.option.UsageException;
import io.rheostat.app.recording.LogPosition;
import io.rheostat.app.recording.Recording;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Section of recorded logs: of a folder, or of a cluster.
final class SectionOptions {
  @Mixin private RecordingOptions logs = new RecordingOptions();

  @Option(
      names = "--from",
      description =
          "Begin of the section: a time such as 2026-11-24T12:00:00Z, -24h, or an offset such as"
              + " @1200 (default: that of the logs).")
  private Optional<String> from = Optional.empty();

  @Option(names = "--to", description = "End of the section (default: that of the logs).")
  private Optional<String> to = Optional.empty();

  @Option(
      names = "--last",
      description =
          "The section up to now, in a folder up to its end, such as 24h; instead of --from.")
  private Optional<String> last = Optional.empty();

  /// Returns the begin of the section; empty for that of the logs.
  ///
  /// @throws UsageException when two are given
  /// @throws IOException when the end of a folder is asked for and cannot be read
  Optional<LogPosition> from() throws UsageException, IOException {
    if (last.isPresent() && from.isPresent()) {
      throw new UsageException("--last and --from both say where to begin. Give one of them.");
    }
    return position(last.map(text -> "-" + text).or(() -> from));
  }

  /// Returns the end of the section; empty for that of the logs.
  ///
  /// @throws IOException when the end of a folder is asked for and cannot be read
  Optional<LogPosition> to() throws IOException {
    return position(to);
  }

  private Optional<LogPosition> position(Optional<String> text) throws IOException {
    return text.isPresent() ? Optional.of(logs.position(text.get())) : Optional.empty();
  }

  /// Returns whether the logs are those of a folder.
  boolean isFolder() {
    return logs.folder().isPresent();
  }

  /// Refuses a begin or an end within a folder, which is taken as a whole.
  void refuseTimesOfFolder() throws UsageException {
    if (isFolder() && (from.isPresent() || to.isPresent() || last.isPresent())) {
      throw new UsageException(
          "--from, --to and --last are for a cluster. Leave them out: a folder is taken as a"
              + " whole.");
    }
  }

  /// Opens the logs.
  Recording open() throws IOException, UsageException, InterruptedException {
    return isFolder() ? logs.open(Optional.empty(), Optional.empty()) : logs.open(from(), to());
  }
}
