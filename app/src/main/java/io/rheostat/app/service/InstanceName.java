package io.rheostat.app.service;

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
/// life takes the place of the dead one at once, where a stranger would have to wait until the dead
/// one's session is over.
///
/// Two that live at the same time must never have one name: it goes with a lock on a file, which
/// the operating system lets go when the process is gone and not before. Who does not get the lock
/// has a name of its own for this life.
final class InstanceName implements AutoCloseable {
  private static final String FILE = "instance";

  private final String name;
  private final Optional<FileChannel> lock;

  private InstanceName(String name, Optional<FileChannel> lock) {
    this.name = name;
    this.lock = lock;
  }

  /// The name kept in a data folder, or a new one.
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
      // Held by this very process, for another service in it.
      return false;
    }
  }

  /// A crash may have left half a name: then there is none.
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
