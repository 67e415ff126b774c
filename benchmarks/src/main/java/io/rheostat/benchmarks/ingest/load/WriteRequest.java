package io.rheostat.benchmarks.ingest.load;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.xerial.snappy.Snappy;

/// One remote-write request, built once: a round only overwrites the values and the times, in slots
/// of fixed width, and compresses the whole. Not safe for use by several threads at once.
public final class WriteRequest {
  /// The bytes of a sample: a tag and eight bytes of value, a tag and six of time.
  static final int SAMPLE_BYTES = 16;

  /// Position of the value, in bytes back from the end of its series.
  static final int VALUE_BACK = 15;

  private static final int TIME_BACK = 6;
  private static final int VARINT_BITS = 7;
  private static final long LEAST_TIME = 1L << 35;
  private static final long TIME_LIMIT = 1L << 42;
  private static final VarHandle DOUBLE =
      MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private final Slot[] slots;

  /// Position of a series' sample, with its replica and series.
  ///
  /// @param end of the series in the request's bytes; its sample comes last
  record Slot(LoadReplica replica, LoadSeries series, int end) {}

  WriteRequest(byte[] bytes, Slot[] slots) {
    this.bytes = bytes.clone();
    this.slots = slots.clone();
  }

  /// Returns the number of samples in it.
  public int samples() {
    return slots.length;
  }

  /// Returns the most bytes written by [#compress(byte[])].
  public int compressedLimit() {
    return Snappy.maxCompressedLength(bytes.length);
  }

  /// Moves all samples to a round.
  ///
  /// @param millis the round's time, epoch milliseconds between 1971 and 2109: six bytes
  public void move(long round, long millis) {
    if (millis < LEAST_TIME || millis >= TIME_LIMIT) {
      throw new IllegalArgumentException("millis: " + millis + " does not take six bytes");
    }
    for (Slot slot : slots) {
      DOUBLE.set(bytes, slot.end() - VALUE_BACK, slot.series().course().at(slot.replica(), round));
      writeTime(slot.end() - TIME_BACK, millis);
    }
  }

  private void writeTime(int at, long millis) {
    long rest = millis;
    for (int i = 0; i < TIME_BACK - 1; i++) {
      bytes[at + i] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= VARINT_BITS;
    }
    bytes[at + TIME_BACK - 1] = (byte) rest;
  }

  /// Compresses the body for sending, in snappy's block format.
  ///
  /// @param into at least [#compressedLimit()] bytes
  /// @return number of bytes written
  public int compress(byte[] into) throws IOException {
    return Snappy.compress(bytes, 0, bytes.length, into, 0);
  }
}
