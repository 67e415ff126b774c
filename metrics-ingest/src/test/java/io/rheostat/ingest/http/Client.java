package io.rheostat.ingest.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/// A client that writes what it is told, byte by byte.
record Client(Socket socket) implements Closeable {
  /// Longer than any server of a test waits.
  private static final int PATIENCE_MILLIS = 20_000;

  static Client plain(InetSocketAddress address) throws IOException {
    return over(new Socket(address.getAddress(), address.getPort()));
  }

  static Client over(Socket socket) throws IOException {
    socket.setSoTimeout(PATIENCE_MILLIS);
    return new Client(socket);
  }

  /// The head of a post.
  static String head(String... headers) {
    StringBuilder head = new StringBuilder("POST " + Served.PATH + " HTTP/1.1\r\nHost: h\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  Client write(String text) throws IOException {
    return write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  Client write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  /// Posts a body on a connection that stays open.
  String post(String body) throws IOException {
    write(head("Content-Length: " + body.length()) + body);
    return answer();
  }

  /// One answer: its head and its body.
  String answer() throws IOException {
    StringBuilder text = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (text.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return text + "(closed)";
      }
      text.append((char) next);
    }
    int start = text.indexOf("Content-Length: ");
    if (start < 0) {
      return text.toString();
    }
    int end = text.indexOf("\r\n", start);
    int length = Integer.parseInt(text.substring(start + "Content-Length: ".length(), end));
    return text + new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  /// Waits until the server closes; whatever it still sends is dropped.
  void awaitClosed() throws IOException {
    try {
      long _ = socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (SocketTimeoutException stillOpen) {
      throw stillOpen;
    } catch (IOException _) {
      // Reset is closed, too.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
