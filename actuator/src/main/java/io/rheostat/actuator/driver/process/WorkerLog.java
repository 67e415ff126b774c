package io.rheostat.actuator.driver.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Keeps what a replica prints within a bound. The process appends to the file itself, so that it
/// can go on when Rheostat does not; hence the file is emptied and not renamed.
final class WorkerLog {
  private WorkerLog() {}

  /// Moves a file of half the limit aside, in place of what was moved aside before. What is printed
  /// between two calls may go beyond.
  static void bound(Path log, long limit) throws IOException {
    if (Files.exists(log) && Files.size(log) > limit / 2) {
      Files.copy(
          log,
          log.resolveSibling(log.getFileName() + ".before"),
          StandardCopyOption.REPLACE_EXISTING);
      FileChannel.open(log, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING).close();
    }
  }
}
