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
import java.util.Optional;
import java.util.function.Consumer;

/// One partition of a topic as a file: a magic number, then for each record its offset, timestamp,
/// input offset, version of the core, key and value, all big-endian with lengths in front.
final class LogFile {
  /// "RHE1": without the version of the core.
  private static final int UNVERSIONED = 0x52484531;

  /// "RHE2".
  private static final int MAGIC = 0x52484532;

  private LogFile() {}

  static Path path(Path directory, Topic topic, int partition) {
    return directory.resolve(topic.topicName() + "-" + partition + ".log");
  }

  /// Opens a file for writing; an old one is replaced.
  static Writer create(Path directory, Topic topic, int partition) throws IOException {
    return new Writer(path(directory, topic, partition));
  }

  /// Opens a file for reading.
  ///
  /// @throws IOException with the file when it is missing or no recording
  static LogCursor open(Path directory, Topic topic, int partition) throws IOException {
    return new Reader(path(directory, topic, partition));
  }

  /// Reads every record, in order.
  ///
  /// @throws IOException with the file and the record when it is cut off or no recording
  static void read(Path directory, Topic topic, int partition, Consumer<LogRecord> consumer)
      throws IOException {
    try (LogCursor cursor = open(directory, topic, partition)) {
      for (Optional<LogRecord> next = cursor.next(); next.isPresent(); next = cursor.next()) {
        consumer.accept(next.get());
      }
    }
  }

  /// Reader of one file.
  private static final class Reader implements LogCursor {
    private final Path path;
    private final DataInputStream in;
    private final boolean versioned;
    private long count;

    private Reader(Path path) throws IOException {
      this.path = path;
      try {
        in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16));
      } catch (NoSuchFileException e) {
        throw new IOException(
            path + " is missing. Is it a folder made by demo --record or export?", e);
      }
      int magic;
      try {
        magic = in.readInt();
      } catch (EOFException e) {
        in.close();
        throw cutOff(e);
      }
      versioned = magic == MAGIC;
      if (!versioned && magic != UNVERSIONED) {
        in.close();
        throw new IOException(path + " is no recording. Make one with demo --record or export.");
      }
    }

    @Override
    public Optional<LogRecord> next() throws IOException {
      int first = in.read();
      if (first < 0) {
        return Optional.empty();
      }
      try {
        LogRecord record = record(first);
        count++;
        return Optional.of(record);
      } catch (EOFException e) {
        throw cutOff(e);
      }
    }

    private IOException cutOff(EOFException cause) {
      return new IOException(
          path + " is cut off after " + count + " records. Export it again.", cause);
    }

    private LogRecord record(int first) throws IOException {
      byte[] rest = new byte[Long.BYTES - 1];
      in.readFully(rest);
      long offset = first;
      for (byte value : rest) {
        offset = (offset << 8) | (value & 0xFF);
      }
      long timestamp = in.readLong();
      long inputOffset = in.readLong();
      long core = versioned ? in.readLong() : 0;
      String key = in.readUTF();
      byte[] value = new byte[in.readInt()];
      in.readFully(value);
      return new LogRecord(offset, timestamp, inputOffset, core, key, value);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
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
      out.writeLong(record.core());
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
