package io.rheostat.ingest.http;

import io.rheostat.ingest.http.exchange.RefusedException;
import io.rheostat.ingest.http.exchange.Reply;
import io.rheostat.ingest.http.exchange.RequestHead;
import io.rheostat.ingest.metrics.IngestLimit;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Reader of a body into memory, with gzip unpacked on the fly. Room is taken for bytes as they
/// arrive, so a merely declared length costs nothing.
final class BodyReader {
  private static final int FIRST_BYTES = 16 * 1024;

  private final RequestBody raw;
  private final BodyBudget.Room room;
  private final int limitBytes;

  BodyReader(RequestBody raw, BodyBudget.Room room, int limitBytes) {
    this.raw = raw;
    this.room = room;
    this.limitBytes = limitBytes;
  }

  /// Refuses a body too large or packed in an unknown way, by its head.
  void check(RequestHead head) throws RefusedException {
    if (head.contentLength().orElse(0L) > limitBytes) {
      throw tooLarge(head.contentLength().map(length -> length + " bytes").orElseThrow());
    }
    switch (head.word("Content-Encoding").orElse("identity")) {
      case "identity", "snappy", "gzip" -> {}
      default ->
          throw RefusedException.of(
              Reply.refused(
                      415, "the body's Content-Encoding is unknown; send it plain, gzip or snappy")
                  .with("Accept-Encoding", "gzip, snappy"));
    }
  }

  /// Returns the whole body, unpacked when it was gzip.
  byte[] read(RequestHead head) throws IOException {
    raw.limit(limitBytes);
    if (!head.word("Content-Encoding").equals(Optional.of("gzip"))) {
      return collect(raw, head.contentLength().map(Long::intValue).orElse(limitBytes));
    }
    byte[] body = unpack();
    // Bytes behind the gzip data are dropped, as gzip itself does; the next request comes after
    // them.
    long _ = raw.transferTo(OutputStream.nullOutputStream());
    return body;
  }

  private byte[] unpack() throws IOException {
    try (InputStream unpacked = new GZIPInputStream(raw)) {
      return collect(unpacked, limitBytes);
    } catch (ZipException | EOFException error) {
      throw RefusedException.malformed("the body is not gzip: " + error.getMessage());
    }
  }

  private byte[] collect(InputStream in, int most) throws IOException {
    byte[] bytes = new byte[0];
    int count = 0;
    int last = 0;
    while (last >= 0) {
      if (count == most) {
        return endsHere(in, bytes);
      }
      if (count == bytes.length) {
        int capacity = (int) Math.min(most, Math.max(FIRST_BYTES, 2L * count));
        room.grow(capacity - count);
        bytes = Arrays.copyOf(bytes, capacity);
      }
      last = in.read(bytes, count, bytes.length - count);
      count += Math.max(0, last);
    }
    return Arrays.copyOf(bytes, count);
  }

  private byte[] endsHere(InputStream in, byte[] bytes) throws IOException {
    if (in.read() >= 0) {
      throw tooLarge("more, unpacked");
    }
    return bytes;
  }

  private RefusedException tooLarge(String size) {
    return tooLarge(size, limitBytes);
  }

  static RefusedException tooLarge(String size, long limitBytes) {
    String words =
        "the body has " + size + "; at most " + limitBytes + " are taken: send less at once";
    return RefusedException.above(IngestLimit.BODY, Reply.refused(413, words));
  }
}
