package io.rheostat.ingest.http;

import io.rheostat.config.settings.PemFiles;
import io.rheostat.config.settings.Tls;
import io.rheostat.ingest.http.exchange.Connections;
import io.rheostat.ingest.metrics.HttpMetrics;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/// Settings of Jetty: HTTP/1.1 only, and none of its times, since [Connections] has them all.
final class JettyConnector {
  private static final int BACKLOG = 512;
  private static final int INPUT_BYTES = 16 * 1024;
  private static final int PLATFORM_THREADS = 8;

  private JettyConnector() {}

  /// Creates a server with request handling on the given threads.
  static Server server(ExecutorService requests) {
    QueuedThreadPool threads = new QueuedThreadPool(PLATFORM_THREADS);
    threads.setName("ingest");
    threads.setDaemon(true);
    threads.setVirtualThreadsExecutor(requests);
    return new Server(threads);
  }

  /// Adds the server's connector, not open yet.
  static ServerConnector over(
      Server server, InetSocketAddress address, List<ConnectionFactory> layers) {
    ScheduledExecutorScheduler times = new ScheduledExecutorScheduler("ingest-scheduler", true);
    ServerConnector connector =
        new ServerConnector(
            server, null, times, null, 1, 1, layers.toArray(new ConnectionFactory[0]));
    connector.setHost(address.getAddress().getHostAddress());
    connector.setPort(address.getPort());
    connector.setAcceptQueueSize(BACKLOG);
    connector.setIdleTimeout(0);
    server.addConnector(connector);
    return connector;
  }

  /// Returns the layers: HTTP, below it TLS when declared.
  ///
  /// @throws IOException when a file of TLS can't be used
  static List<ConnectionFactory> layers(
      Optional<Tls> tls, Connections connections, HttpMetrics metrics) throws IOException {
    HttpConnectionFactory http = new HttpConnectionFactory(configuration());
    http.setInputBufferSize(INPUT_BYTES);
    http.addEventListener(connections);
    return tls.isPresent() ? List.of(secure(tls.get(), http, metrics), http) : List.of(http);
  }

  private static HttpConfiguration configuration() {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setRequestHeaderSize(RequestPipeline.MOST_HEAD_BYTES);
    configuration.setSendServerVersion(false);
    return configuration;
  }

  private static SslConnectionFactory secure(
      Tls tls, HttpConnectionFactory http, HttpMetrics metrics) throws IOException {
    SslContextFactory.Server contexts = new SslContextFactory.Server();
    contexts.setSslContext(PemFiles.context(tls));
    contexts.setNeedClientAuth(tls.clientAuthority().isPresent());
    SslConnectionFactory secure = new SslConnectionFactory(contexts, http.getProtocol());
    secure.setEnsureSecureRequestCustomizer(false);
    secure.addBean(
        new SslHandshakeListener() {
          @Override
          public void handshakeFailed(Event event, Throwable failure) {
            // Missing certificate, or one not trusted by the client or the server. Other failures
            // are departures.
            if (failure instanceof SSLException) {
              metrics.handshakeFailed();
            }
          }
        });
    return secure;
  }
}
