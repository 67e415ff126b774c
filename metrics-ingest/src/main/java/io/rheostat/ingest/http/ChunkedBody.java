package io.rheostat.ingest.http;

import java.io.IOException;
import java.io.InputStream;

/// A body in chunks (RFC 9112, 7.1). Extensions and trailers are read and dropped, within bounds.
final class ChunkedBody extends InputStream {
  private static final int MOST_LINE_BYTES = 256;
  private static final int MOST_TRAILERS = 20;

  private final Wire wire;
  private final long limitBytes;
  private long total;
  private long left;
  private State state = State.FIRST;

  private enum State {
    FIRST,
    IN_CHUNK,
    ENDED
  }

  /// @param limitBytes of all chunks together
  ChunkedBody(Wire wire, long limitBytes) {
    this.wire = wire;
    this.limitBytes = limitBytes;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (left == 0 && state != State.ENDED) {
      nextChunk();
    }
    if (state == State.ENDED) {
      return -1;
    }
    int count = wire.read(target, offset, (int) Math.min(length, left));
    if (count < 0) {
      throw new ClientLeftException();
    }
    left -= count;
    return count;
  }

  private void nextChunk() throws IOException {
    if (state == State.IN_CHUNK && !line().isEmpty()) {
      throw RefusedException.malformed("a chunk is longer than its size");
    }
    left = size(line());
    total += left;
    state = left == 0 ? State.ENDED : State.IN_CHUNK;
    if (total > limitBytes) {
      throw BodyReader.tooLarge("more", limitBytes);
    }
    if (state == State.ENDED) {
      dropTrailers();
    }
  }

  private static long size(String line) throws RefusedException {
    int semicolon = line.indexOf(';');
    String digits = (semicolon < 0 ? line : line.substring(0, semicolon)).strip();
    if (!digits.matches("[0-9A-Fa-f]{1,8}")) {
      throw RefusedException.malformed("a chunk does not begin with its size");
    }
    return Long.parseLong(digits, 16);
  }

  private void dropTrailers() throws IOException {
    int count = 0;
    while (!line().isEmpty()) {
      if (++count > MOST_TRAILERS) {
        throw RefusedException.malformed("more than " + MOST_TRAILERS + " trailers follow");
      }
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    int next = wire.read();
    while (next != '\n') {
      if (next < 0) {
        throw new ClientLeftException();
      }
      if (line.length() == MOST_LINE_BYTES) {
        throw RefusedException.malformed("a line between chunks is too long");
      }
      line.append((char) next);
      next = wire.read();
    }
    boolean returned = !line.isEmpty() && line.charAt(line.length() - 1) == '\r';
    return returned ? line.substring(0, line.length() - 1) : line.toString();
  }
}
