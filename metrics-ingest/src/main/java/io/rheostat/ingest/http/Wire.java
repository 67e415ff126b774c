package io.rheostat.ingest.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/// The bytes of one connection, read and written within its [Stage].
///
/// The connection's own thread notices a read that takes too long and can still answer. A write, or
/// a TLS record that trickles, it can't notice: the server cuts those off by closing the socket
/// below TLS, which never waits for the client.
final class Wire implements Closeable {
  private static final int BUFFER_BYTES = 8192;
  private static final int NANOS_PER_MILLI = 1_000_000;

  private final Socket plain;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private Socket socket;
  private int position;
  private int end;
  private volatile Stage stage;

  /// @param plain the socket below TLS
  Wire(Socket plain, Stage first) {
    this.plain = plain;
    this.socket = plain;
    this.stage = first;
  }

  Stage stage() {
    return stage;
  }

  void enter(Stage next) {
    stage = next;
  }

  /// Reads and writes through another socket, layered over the one there was.
  void secure(Socket layered) {
    socket = layered;
  }

  String remoteAddress() {
    return plain.getInetAddress().getHostAddress();
  }

  /// The next byte, or -1 when the client has closed.
  int read() throws IOException {
    if (position == end && !fill()) {
      return -1;
    }
    return buffer[position++] & 0xFF;
  }

  /// Reads some bytes.
  ///
  /// @return how many, or -1 when the client has closed
  int read(byte[] target, int offset, int length) throws IOException {
    if (position == end) {
      if (length >= BUFFER_BYTES) {
        return fromSocket(target, offset, length);
      }
      if (!fill()) {
        return -1;
      }
    }
    int count = Math.min(length, end - position);
    System.arraycopy(buffer, position, target, offset, count);
    position += count;
    return count;
  }

  void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /// Lets the client read what was written before the connection is closed: closing while bytes of
  /// the client are unread would reset it.
  void finish() throws IOException {
    socket.shutdownOutput();
    byte[] unread = new byte[BUFFER_BYTES];
    int count = 0;
    while (count >= 0 && stage.leftNanos(System.nanoTime()) > NANOS_PER_MILLI) {
      count = fromSocket(unread, 0, unread.length);
    }
  }

  /// Ends all reading and writing at once, from any thread.
  void cut() {
    try {
      plain.close();
    } catch (IOException _) {
      // It is closed all the same.
    }
  }

  @Override
  public void close() {
    cut();
  }

  private boolean fill() throws IOException {
    int count = fromSocket(buffer, 0, buffer.length);
    position = 0;
    end = Math.max(0, count);
    return count > 0;
  }

  private int fromSocket(byte[] target, int offset, int length) throws IOException {
    long left = stage.leftNanos(System.nanoTime()) / NANOS_PER_MILLI;
    if (left <= 0) {
      throw new SocketTimeoutException("too slow");
    }
    socket.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
    InputStream in = socket.getInputStream();
    return in.read(target, offset, length);
  }
}
