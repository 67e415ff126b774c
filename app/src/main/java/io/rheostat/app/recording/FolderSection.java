package io.rheostat.app.recording;

import io.rheostat.streams.store.Snapshot;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// Start of one stage's section in a folder: a file with a magic number, the first offset of the
/// section, and the snapshot before it. Without the file the section is the whole log.
///
/// @param from first offset whose effects are compared
/// @param snapshot bytes of the state that the fold begins with; empty when it begins with nothing
record FolderSection(long from, Optional<byte[]> snapshot) {
  /// "RHS1".
  private static final int MAGIC = 0x52485331;

  private static Path path(Path directory, String stage, int partition) {
    return directory.resolve(stage + "-" + partition + ".section");
  }

  /// Writes the file, replacing an earlier one.
  static void write(Path directory, String stage, int partition, FolderSection section)
      throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(Files.newOutputStream(path(directory, stage, partition)))) {
      out.writeInt(MAGIC);
      out.writeLong(section.from);
      byte[] bytes = section.snapshot.orElse(new byte[0]);
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }

  /// Reads the start of a section.
  ///
  /// @throws IOException with the file when it is no such one
  static Recording.Section read(Path directory, String stage, int partition) throws IOException {
    Path path = path(directory, stage, partition);
    try (DataInputStream in = new DataInputStream(Files.newInputStream(path))) {
      if (in.readInt() != MAGIC) {
        throw new IOException(path + " is no start of a section. Export it again.");
      }
      long from = in.readLong();
      byte[] bytes = new byte[in.readInt()];
      in.readFully(bytes);
      Optional<Snapshot> start =
          bytes.length == 0 ? Optional.empty() : Optional.of(Snapshot.of(bytes));
      long first = start.map(Snapshot::nextOffset).orElse(0L);
      return new Recording.Section(start, first, from, Long.MAX_VALUE);
    } catch (NoSuchFileException _) {
      return new Recording.Section(Optional.empty(), 0, 0, Long.MAX_VALUE);
    } catch (EOFException e) {
      throw new IOException(path + " is cut off. Export it again.", e);
    }
  }
}
