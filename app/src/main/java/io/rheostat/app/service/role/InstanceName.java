package io.rheostat.app.service.role;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/// The name of this process in consumer groups, kept in its data folder: after `kill -9` its next
/// life supersedes the dead one at once; a stranger would have to wait until the dead one's session
/// is over.
///
/// Two live processes must never have one name: it goes with a lock on a file, released by the
/// operating system when the process is gone and not before. A process without the lock has a name
/// of its own for this life.
final class InstanceName implements AutoCloseable {
  private static final String FILE = "instance";

  private final String name;
  private final Optional<FileChannel> lock;

  private InstanceName(String name, Optional<FileChannel> lock) {
    this.name = name;
    this.lock = lock;
  }

  /// Returns the name kept in a data folder, or a new one.
  ///
  /// @throws IOException when the folder cannot be written
  static InstanceName claim(Path data) throws IOException {
    Files.createDirectories(data);
    Path file = data.resolve(FILE);
    FileChannel channel =
        FileChannel.open(
            data.resolve(FILE + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isLocked(channel)) {
      channel.close();
      return new InstanceName(UUID.randomUUID().toString(), Optional.empty());
    }
    return new InstanceName(kept(file), Optional.of(channel));
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      // Locked by this very process, for another service in it.
      return false;
    }
  }

  /// Reads the kept name, or writes a new one. A crash may have left half a name: it counts as
  /// none.
  private static String kept(Path file) throws IOException {
    if (Files.exists(file)) {
      try {
        String text = Files.readString(file, StandardCharsets.UTF_8).strip();
        return UUID.fromString(text).toString();
      } catch (IllegalArgumentException _) {
        // Written anew.
      }
    }
    String name = UUID.randomUUID().toString();
    Files.writeString(file, name + "\n", StandardCharsets.UTF_8);
    return name;
  }

  String name() {
    return name;
  }

  @Override
  public void close() throws IOException {
    if (lock.isPresent()) {
      lock.get().close();
    }
  }
}
