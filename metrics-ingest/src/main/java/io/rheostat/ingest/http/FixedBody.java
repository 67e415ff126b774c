package io.rheostat.ingest.http;

import java.io.IOException;
import java.io.InputStream;

/// A body of declared length.
final class FixedBody extends InputStream {
  private final Wire wire;
  private long left;

  FixedBody(Wire wire, long length) {
    this.wire = wire;
    this.left = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (left == 0) {
      return -1;
    }
    int count = wire.read(target, offset, (int) Math.min(length, left));
    if (count < 0) {
      throw new ClientLeftException();
    }
    left -= count;
    return count;
  }
}
