package io.rheostat.ingest.http;

import io.rheostat.config.Ingest;
import io.rheostat.ingest.metrics.HttpMetrics;
import io.rheostat.ingest.metrics.IngestLimit;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The HTTP server of ingest: one endpoint for each path, a virtual thread for each connection.
///
/// It is not the JDK's `HttpServer`: that one knows its times and its connections only as system
/// properties of the whole JVM, closes TLS connections by writing to them from the thread that
/// serves all others, and says "100 Continue" before anyone can refuse.
public final class IngestServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IngestServer.class);
  private static final int BACKLOG = 512;
  private static final long SWEEP_MILLIS = 100;
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Ingest started;
  private final ServerSocket listener;
  private final Optional<TlsSockets> tls;
  private final Reception reception;
  private final HttpMetrics metrics;
  private final Connections connections;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService sweeper =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("ingest-sweeper").daemon().factory());
  private volatile Ingest declared;

  /// Binds to the address; port 0 takes a free one. It serves from [#start()] on.
  ///
  /// @param address instead of the declared one
  /// @param endpoints by their path, without a slash at the end
  /// @throws IOException when the address is taken or not this machine's, or a file of TLS can't be
  ///     used
  public IngestServer(
      InetSocketAddress address,
      Ingest declared,
      Map<String, Endpoint> endpoints,
      HttpMetrics metrics)
      throws IOException {
    this.started = declared;
    this.declared = declared;
    this.metrics = metrics;
    this.connections = new Connections(metrics);
    this.reception = new Reception(this::declared, endpoints);
    this.tls =
        declared.tls().isPresent()
            ? Optional.of(new TlsSockets(declared.tls().get()))
            : Optional.empty();
    this.listener = new ServerSocket(address.getPort(), BACKLOG, address.getAddress());
  }

  /// Begins to serve.
  public void start() {
    if (!listener.getInetAddress().isLoopbackAddress() && tls.isEmpty()) {
      LOG.atWarn()
          .addKeyValue("listen", address())
          .log("bearer tokens cross the network in the clear; declare tls");
    }
    Thread.ofPlatform().name("ingest-accept").daemon().start(this::accept);
    var _ =
        sweeper.scheduleWithFixedDelay(
            connections::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  /// The address it is bound to.
  public InetSocketAddress address() {
    return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
  }

  /// What its clients write before a path, such as `https://127.0.0.1:8471`.
  public String url() {
    String host = listener.getInetAddress().getHostAddress();
    String shown = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return (tls.isPresent() ? "https://" : "http://") + shown + ":" + listener.getLocalPort();
  }

  /// What is declared now.
  public Ingest declared() {
    return declared;
  }

  /// Takes new tokens and limits for the requests from now on. Another address or TLS waits for a
  /// restart and is only told.
  public void declare(Ingest changed) {
    boolean same =
        changed.listen().equals(declared.listen()) && changed.tls().equals(declared.tls());
    boolean asStarted =
        changed.listen().equals(started.listen()) && changed.tls().equals(started.tls());
    if (!same && !asStarted) {
      LOG.atWarn()
          .addKeyValue("listens", address())
          .addKeyValue("declared", changed.listen())
          .log("ingest's listen or tls has changed: restart to use it");
    }
    declared = changed;
  }

  /// Stops at once; requests under way get no answer and their senders come again.
  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException _) {
      // It takes no connections all the same.
    }
    sweeper.shutdownNow();
    connections.cutAll();
    threads.shutdownNow();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        admit(listener.accept());
      } catch (IOException error) {
        if (!listener.isClosed()) {
          // Out of file handles, mostly: the others are served, this one is not.
          LOG.atWarn().setCause(error).log("a connection could not be taken");
          LockSupport.parkNanos(PAUSE.toNanos());
        }
      }
    }
  }

  private void admit(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    Wire wire = new Wire(socket, Stage.now(Stage.Wait.FIRST, requestTime()));
    if (connections.enter(wire, declared.limits().connections())) {
      execute(socket, wire);
      return;
    }
    if (tls.isEmpty()) {
      // Nothing was written before: there is room for it in the socket, and no wait.
      Answer answer = Answer.later("no room for more connections now (limits.connections)");
      wire.write(AnswerText.of(answer, false, Instant.now()));
      metrics.answered("", answer.status());
    }
    wire.close();
  }

  private void execute(Socket socket, Wire wire) {
    try {
      threads.execute(() -> serve(socket, wire));
    } catch (RejectedExecutionException _) {
      // The server is stopping.
      connections.leave(wire);
    }
  }

  private void serve(Socket socket, Wire wire) {
    try {
      Optional<String> certified = Optional.empty();
      if (tls.isPresent()) {
        certified = tls.get().secure(socket, wire);
      }
      new Connection(wire, reception, metrics, this::requestTime).serve(certified);
    } catch (SSLException refused) {
      // No certificate, or one that the client or the server does not trust; others are served.
      metrics.handshakeFailed();
      LOG.atDebug().setCause(refused).log("a TLS connection failed");
    } catch (SocketTimeoutException _) {
      metrics.refused(IngestLimit.REQUEST_TIME);
    } catch (IOException gone) {
      // Nobody is left to answer; a client that was cut off is counted by whoever did it.
      LOG.atDebug().setCause(gone).log("a connection ended");
    } finally {
      connections.leave(wire);
    }
  }

  private Duration requestTime() {
    return declared.limits().requestTime();
  }
}
