package io.rheostat.benchmarks.ingest.load;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/// A kept-alive HTTP/1.1 connection for remote-write bodies, one after the other. A socket rather
/// than the JDK's HTTP client: the load shares its machine with the measured receiver.
public final class LoadConnection implements AutoCloseable {
  private static final String PATH = "/api/v1/write";
  private static final int BUFFER_BYTES = 1 << 18;
  private static final int PATIENCE_MILLIS = 60_000;
  private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final String head;

  /// Answer to a request.
  ///
  /// @param words the body
  /// @param retryAfter delay before the next attempt; a second if the answer has none
  public record Answer(int status, String words, Duration retryAfter) {
    /// Returns whether the receiver took the request: a status of 2xx.
    public boolean isTaken() {
      return status / 100 == 2;
    }

    boolean isLater() {
      return status == 429 || status == 503;
    }
  }

  private LoadConnection(Socket socket, int port) throws IOException {
    this.socket = socket;
    in = new BufferedInputStream(socket.getInputStream());
    out = new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES);
    head =
        "POST "
            + PATH
            + " HTTP/1.1\r\nHost: 127.0.0.1:"
            + port
            + "\r\nUser-Agent: rheostat-bench\r\nContent-Encoding: snappy\r\n"
            + "Content-Type: application/x-protobuf\r\n"
            + "X-Prometheus-Remote-Write-Version: 0.1.0\r\nContent-Length: ";
  }

  /// Connects to a port of this machine.
  static LoadConnection open(int port) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return new LoadConnection(socket, port);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /// Posts the first bytes of a body and waits for the answer.
  Answer post(byte[] body, int length) throws IOException {
    out.write((head + length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    out.write(body, 0, length);
    out.flush();
    String[] status = line().split(" ", 3);
    if (status.length < 2 || !status[0].startsWith("HTTP/1.")) {
      throw new IOException("no HTTP answer: " + String.join(" ", status));
    }
    return rest(Integer.parseInt(status[1]));
  }

  private Answer rest(int status) throws IOException {
    int length = 0;
    boolean chunked = false;
    Duration retryAfter = DEFAULT_RETRY;
    for (String header = line(); !header.isEmpty(); header = line()) {
      int colon = header.indexOf(':');
      String name = header.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT);
      String value = header.substring(colon + 1).trim();
      switch (name) {
        case "content-length" -> length = Integer.parseInt(value);
        case "transfer-encoding" -> chunked = true;
        case "retry-after" -> retryAfter = Duration.ofSeconds(Long.parseLong(value));
        default -> {}
      }
    }
    return new Answer(status, chunked ? chunks() : text(length), retryAfter);
  }

  private String chunks() throws IOException {
    StringBuilder all = new StringBuilder();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      all.append(text(size));
      line();
    }
    line();
    return all.toString();
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(line().trim(), 16);
  }

  private String text(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the answer ended early");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private String line() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection was closed");
      }
      if (next != '\r') {
        text.append((char) next);
      }
    }
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
