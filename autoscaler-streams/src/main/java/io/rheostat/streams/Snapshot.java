package io.rheostat.streams;

import io.rheostat.core.encoding.StateCodec;
import io.rheostat.core.stage.Catalogue;
import io.rheostat.core.stage.PartitionFold;
import io.rheostat.core.stage.Stage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The whole state of a stage in one partition: a pure function of its log up to an offset. State
/// of
/// another version is refused by the state's own fingerprint when it is put back.
///
/// @param nextOffset the first record that is not in it
/// @param revision newest fleet revision in it
/// @param now the fold's time
/// @param catalogue bytes of what is declared
/// @param roots bytes of each aggregate's root
/// @param parts bytes of each aggregate's parts
@SuppressWarnings("ArrayRecordComponent") // written once, never changed
public record Snapshot(
    long nextOffset,
    long revision,
    Instant now,
    byte[] catalogue,
    SortedMap<String, byte[]> roots,
    SortedMap<String, SortedMap<String, byte[]>> parts) {
  private static final StateCodec<Catalogue> CATALOGUE = StateCodec.of(Catalogue.class);

  /// A fold's state.
  ///
  /// @param nextOffset the first record that it has not seen
  public static <S, E, X> Snapshot of(
      Stage<S, E, X> stage, PartitionFold<S, E, X> fold, long nextOffset) {
    SortedMap<String, byte[]> roots = new TreeMap<>();
    SortedMap<String, SortedMap<String, byte[]>> parts = new TreeMap<>();
    fold.aggregates()
        .forEach(
            (key, state) -> {
              roots.put(key, stage.encodeRoot(state));
              SortedMap<String, byte[]> own = new TreeMap<>();
              stage.parts(state).forEach(part -> own.put(part, stage.encodePart(state, part)));
              parts.put(key, own);
            });
    return new Snapshot(
        nextOffset,
        fold.catalogue().revision(),
        fold.now(),
        CATALOGUE.encode(fold.catalogue()),
        roots,
        parts);
  }

  /// Puts the state into a fold, which then goes on at the next offset.
  ///
  /// @throws io.rheostat.core.encoding.StateFormatException when another version wrote it
  public <S, E, X> void restoreInto(Stage<S, E, X> stage, PartitionFold<S, E, X> fold) {
    SortedMap<String, S> aggregates = new TreeMap<>();
    roots.forEach(
        (key, root) ->
            aggregates.put(key, stage.decode(root, parts.getOrDefault(key, new TreeMap<>()))));
    fold.restore(now, CATALOGUE.decode(catalogue), aggregates);
  }

  /// The snapshot's bytes.
  public byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(nextOffset);
      out.writeLong(revision);
      out.writeLong(now.toEpochMilli());
      write(out, catalogue);
      out.writeInt(roots.size());
      for (Map.Entry<String, byte[]> root : roots.entrySet()) {
        write(out, root.getKey().getBytes(StandardCharsets.UTF_8));
        write(out, root.getValue());
        SortedMap<String, byte[]> own = parts.getOrDefault(root.getKey(), new TreeMap<>());
        out.writeInt(own.size());
        for (Map.Entry<String, byte[]> part : own.entrySet()) {
          write(out, part.getKey().getBytes(StandardCharsets.UTF_8));
          write(out, part.getValue());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written", e);
    }
    return bytes.toByteArray();
  }

  /// The snapshot of such bytes.
  ///
  /// @throws UncheckedIOException when they are cut off
  public static Snapshot of(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      long nextOffset = in.readLong();
      long revision = in.readLong();
      Instant now = Instant.ofEpochMilli(in.readLong());
      byte[] catalogue = read(in);
      SortedMap<String, byte[]> roots = new TreeMap<>();
      SortedMap<String, SortedMap<String, byte[]>> parts = new TreeMap<>();
      for (int i = in.readInt(); i > 0; i--) {
        String key = new String(read(in), StandardCharsets.UTF_8);
        roots.put(key, read(in));
        SortedMap<String, byte[]> own = new TreeMap<>();
        for (int j = in.readInt(); j > 0; j--) {
          own.put(new String(read(in), StandardCharsets.UTF_8), read(in));
        }
        parts.put(key, own);
      }
      return new Snapshot(nextOffset, revision, now, catalogue, roots, parts);
    } catch (IOException e) {
      throw new UncheckedIOException("a snapshot is cut off", e);
    }
  }

  private static void write(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] read(DataInputStream in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }
}
