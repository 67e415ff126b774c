package io.rheostat.ingest.http.exchange;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;

/// Connection of Jetty's, and its [ConnectionPhase]. Leaving is the last one: the first to enter it
/// has the last word, so an answer of the sweep and one of a request never meet.
public final class OpenConnection {
  private static final Duration LEAVING = Duration.ofSeconds(1);

  private final Connection http;
  private final EndPoint network;
  private ConnectionPhase stage;
  private long bytesBefore;
  private long idleSinceNanos;

  OpenConnection(Connection http, ConnectionPhase first) {
    this.http = http;
    this.network = below(http.getEndPoint());
    this.stage = first;
    this.idleSinceNanos = first.sinceNanos();
  }

  private static EndPoint below(EndPoint endPoint) {
    return endPoint instanceof EndPoint.Wrapper tls ? tls.unwrap() : endPoint;
  }

  /// Returns the present phase of the connection.
  public synchronized ConnectionPhase stage() {
    return stage;
  }

  /// Enters the next stage.
  ///
  /// @return false when the connection is leaving
  public synchronized boolean enter(ConnectionPhase next) {
    if (stage.waitsFor() == ConnectionPhase.Wait.LEAVING) {
      return false;
    }
    stage = next;
    return true;
  }

  /// Waits for the client's next request.
  public synchronized void awaitNext(Duration limit) {
    bytesBefore = http.getBytesIn();
    ConnectionPhase next = ConnectionPhase.now(ConnectionPhase.Wait.NEXT, limit);
    idleSinceNanos = next.sinceNanos();
    var _ = enter(next);
  }

  /// Returns the start of the server's wait for this client, on the JVM's clock. A begun head does
  /// not start it anew: until its request is whole, nothing has come of it.
  synchronized long waitingSinceNanos() {
    return switch (stage.waitsFor()) {
      case FIRST, NEXT, HEAD -> idleSinceNanos;
      case BODY, HANDLING, ANSWERING, LEAVING -> stage.sinceNanos();
    };
  }

  /// Gives the client a second to read its answer and to close, so it reads the answer before a
  /// reset.
  ///
  /// @return false when it is leaving already
  public boolean leave() {
    return enter(ConnectionPhase.now(ConnectionPhase.Wait.LEAVING, LEAVING));
  }

  /// Detects the start of a request. Jetty reports a head only when it is whole.
  synchronized void notice(Duration requestTime) {
    boolean idle =
        stage.waitsFor() == ConnectionPhase.Wait.FIRST
            || stage.waitsFor() == ConnectionPhase.Wait.NEXT;
    if (idle && http.getBytesIn() > bytesBefore) {
      stage = ConnectionPhase.now(ConnectionPhase.Wait.HEAD, requestTime);
    }
  }

  /// Leaves with an unrequested answer, if the stage is still the same.
  ///
  /// @return false when something else came first
  boolean dismiss(ConnectionPhase seen, ByteBuffer answer) {
    synchronized (this) {
      if (!stage.equals(seen)) {
        return false;
      }
      stage = ConnectionPhase.now(ConnectionPhase.Wait.LEAVING, LEAVING);
    }
    EndPoint endPoint = http.getEndPoint();
    endPoint.write(Callback.from(endPoint::shutdownOutput), answer);
    return true;
  }

  /// Ends all reading and writing at once, from any thread: closing the layer below TLS never waits
  /// for the client.
  void cut() {
    network.close();
  }
}
