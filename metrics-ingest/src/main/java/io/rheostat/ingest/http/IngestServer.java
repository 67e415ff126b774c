package io.rheostat.ingest.http;

import io.rheostat.config.settings.Ingest;
import io.rheostat.config.settings.Ingest.Limits;
import io.rheostat.ingest.http.exchange.Connections;
import io.rheostat.ingest.metrics.HttpMetrics;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// HTTP server of ingest: one endpoint for each path, a virtual thread for each request. Jetty
/// speaks HTTP and TLS; the limits of senders, in size and time, are decided here.
public final class IngestServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IngestServer.class);
  private static final long SWEEP_MILLIS = 100;

  private final Ingest started;
  private final Connections connections;
  private final ServerConnector connector;
  private final InetSocketAddress bound;
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
    Supplier<Limits> limits = () -> declared().limits();
    this.connections = new Connections(limits, metrics);
    this.connector =
        JettyConnector.over(
            JettyConnector.server(threads),
            address,
            JettyConnector.layers(declared.tls(), connections, metrics));
    RequestPipeline reception = new RequestPipeline(this::declared, endpoints);
    connector.getServer().setHandler(new IngestHandler(connections, reception, limits, metrics));
    connector.getServer().setErrorHandler(new JettyErrors(connections, reception, limits, metrics));
    connector.open();
    this.bound = new InetSocketAddress(address.getAddress(), connector.getLocalPort());
  }

  /// Starts to serve.
  public void start() {
    if (!bound.getAddress().isLoopbackAddress() && started.tls().isEmpty()) {
      LOG.atWarn()
          .addKeyValue("listen", address())
          .log("bearer tokens cross the network in the clear; declare tls");
    }
    try {
      connector.getServer().start();
    } catch (Exception fault) {
      // Jetty declares all; files and address are known to be good.
      throw new IllegalStateException("the HTTP server of ingest does not start", fault);
    }
    var _ =
        sweeper.scheduleWithFixedDelay(
            connections::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  /// Returns the bound address.
  public InetSocketAddress address() {
    return bound;
  }

  /// Returns the URL before a path, such as `https://127.0.0.1:8471`.
  public String url() {
    String text = bound.getAddress().getHostAddress();
    String shown = text.indexOf(':') < 0 ? text : "[" + text + "]";
    String scheme = started.tls().isPresent() ? "https://" : "http://";
    return scheme + shown + ":" + bound.getPort();
  }

  /// Returns the current declaration.
  public Ingest declared() {
    return declared;
  }

  /// Applies new tokens and limits to the requests from now on. Another address or TLS waits for a
  /// restart and is only reported.
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
    if (changed.bearerTokens().isEmpty() && !declared.bearerTokens().isEmpty()) {
      // The new file may listen on loopback, but the bound address is judged by the old.
      LOG.atWarn().log("ingest keeps its bearer tokens until it is restarted");
      declared = changed.withTokensOf(declared);
    } else {
      declared = changed;
    }
  }

  /// Stops at once; requests under way get no answer and their senders come again.
  @Override
  public void close() {
    sweeper.shutdownNow();
    connector.close();
    try {
      connector.getServer().stop();
    } catch (Exception fault) {
      // It takes no connections all the same.
      LOG.atWarn().setCause(fault).log("the HTTP server of ingest did not stop cleanly");
    }
    threads.shutdownNow();
  }
}
