package io.rheostat.streams.store;

import io.rheostat.core.encoding.StateCodec;
import io.rheostat.core.encoding.StateShapes;
import io.rheostat.core.encoding.coder.StateFormatException;
import io.rheostat.core.stage.Catalogue;
import io.rheostat.core.stage.PartitionClock;
import io.rheostat.core.stage.PartitionFold;
import io.rheostat.core.stage.Restoring;
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

/// The whole state of a stage in one partition: a pure function of its log up to an offset. It
/// holds the descriptions of its bytes, so a later version can read it.
///
/// @param nextOffset the first record not in it
/// @param revision newest fleet revision in it
/// @param clock the fold's clock
/// @param catalogue bytes of the declared catalogue
/// @param roots bytes of each aggregate's root
/// @param parts bytes of each aggregate's parts
/// @param origin its log, and the format of its bytes
@SuppressWarnings("ArrayRecordComponent") // written once, never changed
public record Snapshot(
    long nextOffset,
    long revision,
    PartitionClock clock,
    byte[] catalogue,
    SortedMap<String, byte[]> roots,
    SortedMap<String, SortedMap<String, byte[]>> parts,
    Origin origin) {
  private static final long FORMAT = -2;
  private static final StateCodec<Catalogue> CATALOGUE = StateCodec.of(Catalogue.class);

  /// Origin of a snapshot.
  ///
  /// @param logId the log topic's id; empty when it is not known
  /// @param shapes descriptions of the bytes by fingerprint
  public record Origin(String logId, SortedMap<Long, String> shapes) {}

  /// Returns the snapshot of a fold.
  ///
  /// @param nextOffset the first record not yet applied to it
  /// @param logId the log topic's id; empty when it is not known
  public static <S, E, X> Snapshot of(
      Stage<S, E, X> stage, PartitionFold<S, E, X> fold, long nextOffset, String logId) {
    SortedMap<Long, String> shapes = new TreeMap<>(stage.codec().shapes());
    shapes.put(CATALOGUE.fingerprint(), CATALOGUE.shape());
    SortedMap<String, byte[]> roots = new TreeMap<>();
    SortedMap<String, SortedMap<String, byte[]>> parts = new TreeMap<>();
    fold.aggregates()
        .forEach(
            (key, state) -> {
              roots.put(key, stage.codec().encodeRoot(state));
              SortedMap<String, byte[]> own = new TreeMap<>();
              stage
                  .codec()
                  .parts(state)
                  .forEach(part -> own.put(part, stage.codec().encodePart(state, part)));
              parts.put(key, own);
            });
    return new Snapshot(
        nextOffset,
        fold.catalogue().revision(),
        fold.clock(),
        CATALOGUE.encode(fold.catalogue()),
        roots,
        parts,
        new Origin(logId, shapes));
  }

  /// Restores the state into a fold. The fold then goes on at the next offset.
  ///
  /// @throws io.rheostat.core.encoding.coder.StateFormatException for a snapshot of an unknown
  ///     version
  public <S, E, X> void restoreInto(Stage<S, E, X> stage, PartitionFold<S, E, X> fold) {
    StateShapes shapes = StateShapes.BEFORE_KEPT.and(origin.shapes());
    Restoring how =
        new Restoring() {
          @Override
          public StateShapes shapes() {
            return shapes;
          }

          @Override
          public void lost(String part, StateFormatException why) {
            throw why;
          }
        };
    SortedMap<String, S> aggregates = new TreeMap<>();
    roots.forEach(
        (key, root) ->
            aggregates.put(
                key, stage.codec().decode(root, parts.getOrDefault(key, new TreeMap<>()), how)));
    fold.restore(clock, CATALOGUE.decode(catalogue, shapes), aggregates);
  }

  /// Returns the fold's time.
  public Instant now() {
    return clock.now();
  }

  /// Returns the snapshot's bytes.
  public byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(FORMAT);
      out.writeLong(nextOffset);
      out.writeLong(revision);
      write(out, new StoredClock(clock, nextOffset - 1).toBytes());
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
      write(out, origin.logId().getBytes(StandardCharsets.UTF_8));
      out.writeInt(origin.shapes().size());
      for (Map.Entry<Long, String> shape : origin.shapes().entrySet()) {
        out.writeLong(shape.getKey());
        write(out, shape.getValue().getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written", e);
    }
    return bytes.toByteArray();
  }

  /// Decodes a snapshot.
  ///
  /// @throws UncheckedIOException when the bytes are cut off
  public static Snapshot of(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      long first = in.readLong();
      long nextOffset = first == FORMAT ? in.readLong() : first;
      long revision = in.readLong();
      PartitionClock clock = first == FORMAT ? clock(in) : PartitionClock.of(timeOf(in));
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
      Origin origin = first == FORMAT ? origin(in) : new Origin("", new TreeMap<>());
      return new Snapshot(nextOffset, revision, clock, catalogue, roots, parts, origin);
    } catch (IOException e) {
      throw new UncheckedIOException("a snapshot is cut off", e);
    }
  }

  /// Reads the time in old formats: builds before format -2 wrote the time alone, and no format
  /// before the offset.
  private static Instant timeOf(DataInputStream in) throws IOException {
    return Instant.ofEpochMilli(in.readLong());
  }

  private static Origin origin(DataInputStream in) throws IOException {
    String logId = new String(read(in), StandardCharsets.UTF_8);
    SortedMap<Long, String> shapes = new TreeMap<>();
    for (int i = in.readInt(); i > 0; i--) {
      shapes.put(in.readLong(), new String(read(in), StandardCharsets.UTF_8));
    }
    return new Origin(logId, shapes);
  }

  private static PartitionClock clock(DataInputStream in) throws IOException {
    byte[] bytes = read(in);
    return StoredClock.of(bytes)
        .orElseThrow(() -> new IOException("a clock of " + bytes.length + " bytes"))
        .clock();
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
