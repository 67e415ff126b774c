package io.rheostat.streams.store;

import io.rheostat.core.encoding.coder.StateFormatException;
import io.rheostat.topics.Topic;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Stored record of an aggregate: its root with the origin of that root.
///
/// With at-least-once processing an input can arrive again after a crash. The record therefore also
/// holds the offset of the last input applied, the parts changed by this input and its effects:
/// they are one record and cannot be torn apart, so an input at or below the offset is not stepped
/// again and the last effects are sent once more.
///
/// @param offset the last input applied
/// @param now the fold's time then, epoch milliseconds
/// @param root bytes of the aggregate's root; empty when that input ended the aggregate
/// @param parts parts changed by the last input; without bytes for removed ones
/// @param effects effects of the last input
@SuppressWarnings("ArrayRecordComponent") // written once, never changed
public record Envelope(
    long offset,
    long now,
    Optional<byte[]> root,
    SortedMap<String, Optional<byte[]>> parts,
    List<Output> effects) {
  private static final int FORMAT = 1;

  /// Envelope of an aggregate without any step.
  static final Envelope NONE = new Envelope(-1, 0, Optional.empty(), new TreeMap<>(), List.of());

  byte[] toBytes() {
    ByteArrayOutputStream bytes =
        new ByteArrayOutputStream(64 + root.map(present -> present.length).orElse(0));
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      out.writeLong(offset);
      out.writeLong(now);
      write(out, root);
      out.writeInt(parts.size());
      for (var part : parts.entrySet()) {
        write(out, part.getKey());
        write(out, part.getValue());
      }
      out.writeInt(effects.size());
      for (Output effect : effects) {
        out.writeUTF(effect.topic().name());
        write(out, effect.key());
        write(out, effect.partitionBy());
        write(out, effect.value());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written", e);
    }
    return bytes.toByteArray();
  }

  /// Parses a stored record.
  ///
  /// @throws StateFormatException for a record of another format
  /// @throws UncheckedIOException for a record cut off
  public static Envelope of(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readByte() != FORMAT) {
        throw new StateFormatException(
            "a stored aggregate has another format; rebuild the state from the log");
      }
      long offset = in.readLong();
      long now = in.readLong();
      Optional<byte[]> root = readOptional(in);
      SortedMap<String, Optional<byte[]>> parts = new TreeMap<>();
      for (int i = in.readInt(); i > 0; i--) {
        parts.put(readText(in), readOptional(in));
      }
      List<Output> effects = new ArrayList<>();
      for (int i = in.readInt(); i > 0; i--) {
        effects.add(new Output(Topic.valueOf(in.readUTF()), readText(in), readText(in), read(in)));
      }
      return new Envelope(offset, now, root, parts, effects);
    } catch (IOException e) {
      throw new UncheckedIOException("a stored aggregate is cut off", e);
    }
  }

  private static void write(DataOutputStream out, Optional<byte[]> bytes) throws IOException {
    out.writeBoolean(bytes.isPresent());
    if (bytes.isPresent()) {
      write(out, bytes.get());
    }
  }

  private static Optional<byte[]> readOptional(DataInputStream in) throws IOException {
    return in.readBoolean() ? Optional.of(read(in)) : Optional.empty();
  }

  private static void write(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    write(out, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String readText(DataInputStream in) throws IOException {
    return new String(read(in), StandardCharsets.UTF_8);
  }

  private static byte[] read(DataInputStream in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }
}
