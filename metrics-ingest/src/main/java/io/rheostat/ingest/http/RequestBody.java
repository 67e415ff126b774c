package io.rheostat.ingest.http;

import io.rheostat.ingest.http.exchange.BrokenRequestException;
import io.rheostat.ingest.http.exchange.OpenConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;

/// Stream of a body's bytes, with waits no longer than the connection's [ConnectionPhase] allows:
/// Jetty's own stream waits anew for each byte.
final class RequestBody extends InputStream {
  private final Request request;
  private final OpenConnection connection;
  private final Semaphore arrivals = new Semaphore(0);
  private final Runnable arrival =
      Invocable.from(Invocable.InvocationType.NON_BLOCKING, arrivals::release);
  private Content.Chunk chunk = Content.Chunk.EMPTY;
  private long limitBytes = Long.MAX_VALUE;
  private boolean begun;
  private boolean demanded;
  private long total;

  RequestBody(Request request, OpenConnection connection) {
    this.request = request;
    this.connection = connection;
  }

  /// Limits the bytes to be read, as they were sent.
  void limit(long bytes) {
    limitBytes = bytes;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    while (!chunk.hasRemaining()) {
      if (chunk.isLast()) {
        return -1;
      }
      close();
      chunk = next();
      total += chunk.remaining();
    }
    if (total > limitBytes) {
      throw BodyReader.tooLarge("more", limitBytes);
    }
    return chunk.get(target, offset, length);
  }

  /// Drops the rest of the body. A client waiting for "100 Continue" sends nothing.
  ///
  /// @throws IOException when the end does not come in time
  void drop() throws IOException {
    if (!begun && request.getHeaders().contains(HttpHeader.EXPECT)) {
      return;
    }
    while (!chunk.isLast()) {
      close();
      chunk = next();
    }
  }

  /// Releases the memory of the last read chunk.
  @Override
  public void close() {
    chunk.release();
    chunk = chunk.isLast() ? Content.Chunk.EOF : Content.Chunk.EMPTY;
  }

  private Content.Chunk next() throws IOException {
    begun = true;
    Content.Chunk next = request.read();
    while (next == null) {
      await();
      next = request.read();
    }
    if (Content.Chunk.isFailure(next)) {
      throw new BrokenRequestException(next.getFailure());
    }
    return next;
  }

  private void await() throws IOException {
    if (!demanded) {
      demanded = true;
      request.demand(arrival);
    }
    try {
      long left = connection.stage().leftNanos(System.nanoTime());
      if (!arrivals.tryAcquire(left, TimeUnit.NANOSECONDS)) {
        throw new SocketTimeoutException("too slow");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the server is stopping");
    }
    demanded = false;
  }
}
