package io.rheostat.app.recording;

import io.rheostat.topics.Topic;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;

/// One partition of a topic as a file: a magic number, then for each record its offset, timestamp,
/// input offset, key and value, all big-endian with lengths in front.
final class LogFile {
  private static final int MAGIC = 0x52484531; // "RHE1"

  private LogFile() {}

  static Path path(Path directory, Topic topic, int partition) {
    return directory.resolve(topic.topicName() + "-" + partition + ".log");
  }

  /// Opens a file for writing; an old one is replaced.
  static Writer create(Path directory, Topic topic, int partition) throws IOException {
    return new Writer(path(directory, topic, partition));
  }

  /// Reads every record, in order.
  ///
  /// @throws IOException with the file and the record when it is cut off or no recording
  static void read(Path directory, Topic topic, int partition, Consumer<LogRecord> consumer)
      throws IOException {
    Path path = path(directory, topic, partition);
    long count = 0;
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16))) {
      if (in.readInt() != MAGIC) {
        throw new IOException(path + " is no recording. Make one with demo --record or export.");
      }
      while (true) {
        int first = in.read();
        if (first < 0) {
          return;
        }
        consumer.accept(record(in, first));
        count++;
      }
    } catch (NoSuchFileException e) {
      throw new IOException(
          path + " is missing. Is it a folder made by demo --record or export?", e);
    } catch (EOFException e) {
      throw new IOException(path + " is cut off after " + count + " records. Export it again.", e);
    }
  }

  private static LogRecord record(DataInputStream in, int first) throws IOException {
    byte[] rest = new byte[Long.BYTES - 1];
    in.readFully(rest);
    long offset = first;
    for (byte value : rest) {
      offset = (offset << 8) | (value & 0xFF);
    }
    long timestamp = in.readLong();
    long inputOffset = in.readLong();
    String key = in.readUTF();
    byte[] value = new byte[in.readInt()];
    in.readFully(value);
    return new LogRecord(offset, timestamp, inputOffset, key, value);
  }

  /// Writer of one file.
  static final class Writer implements AutoCloseable {
    private final DataOutputStream out;

    private Writer(Path path) throws IOException {
      out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(path), 1 << 16));
      out.writeInt(MAGIC);
    }

    void write(LogRecord record) throws IOException {
      out.writeLong(record.offset());
      out.writeLong(record.timestampMillis());
      out.writeLong(record.inputOffset());
      out.writeUTF(record.key());
      out.writeInt(record.value().length);
      out.write(record.value());
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
