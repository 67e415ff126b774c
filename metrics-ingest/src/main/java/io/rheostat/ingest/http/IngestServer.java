package io.rheostat.ingest.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The HTTP server of ingest: one endpoint for each path, a virtual thread for each request.
public final class IngestServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IngestServer.class);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Endpoint> endpoints;

  /// Binds to the address; port 0 takes a free one. It serves from [#start()] on.
  ///
  /// @param endpoints by their path, without a slash at the end
  /// @throws IOException when the address is taken or not this machine's
  public IngestServer(InetSocketAddress address, Map<String, Endpoint> endpoints)
      throws IOException {
    this.endpoints = new TreeMap<>(endpoints);
    this.server = HttpServer.create(address, 0);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
  }

  /// Begins to serve.
  public void start() {
    server.start();
  }

  /// The address it is bound to.
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /// Stops at once; requests under way get no answer and their senders come again.
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer;
      try {
        answer = answer(exchange);
      } catch (RuntimeException fault) {
        // Logged with its stack and answered by 500, which the sender counts; the server lives on.
        LOG.atError().addKeyValue("path", exchange.getRequestURI()).setCause(fault).log("request");
        answer = Answer.refused(500, "Rheostat has a fault; its log tells more");
      }
      send(exchange, answer);
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Endpoint endpoint = endpoints.get(path);
    if (endpoint == null) {
      return Answer.refused(404, path + " is unknown; there is " + endpoints.keySet());
    }
    if (!exchange.getRequestMethod().equals("POST")) {
      exchange.getResponseHeaders().set("Allow", "POST");
      return Answer.refused(405, exchange.getRequestMethod() + " is not taken here; use POST");
    }
    int limit = endpoint.limitBytes();
    byte[] body = exchange.getRequestBody().readNBytes(limit + 1);
    if (body.length > limit) {
      return Answer.refused(413, "the body is above " + limit + " bytes; send less at once");
    }
    return endpoint.post(exchange.getRequestHeaders(), body);
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] words = (answer.words() + "\n").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    answer
        .retryAfter()
        .ifPresent(
            wait -> {
              String seconds = Long.toString(wait.toSeconds());
              exchange.getResponseHeaders().set("Retry-After", seconds);
            });
    exchange.sendResponseHeaders(answer.status(), words.length);
    exchange.getResponseBody().write(words);
  }
}
