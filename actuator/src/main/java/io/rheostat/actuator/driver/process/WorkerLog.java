package io.rheostat.actuator.driver.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Bound on the log of a replica. The process appends to the file itself, so it can go on without
/// Rheostat; hence the file is emptied and not renamed.
final class WorkerLog {
  private WorkerLog() {}

  /// Moves a file of half the limit aside, over the one moved aside before. Output between two
  /// calls may go beyond.
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
