package io.rheostat.app.page;

import static io.rheostat.app.page.ActionEndpoint.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// Serves the page, its state, the program's own metrics and its health.
public final class PageServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  /// What the server shows.
  ///
  /// @param state the JSON of `/api/state`
  /// @param registry the metrics of `/metrics`
  /// @param trouble what is wrong, for `/health`; empty when all is well
  /// @param actions what can be asked for under `/api`
  public record Sources(
      Supplier<ObjectNode> state,
      PrometheusMeterRegistry registry,
      Supplier<Optional<String>> trouble,
      Actions actions) {}

  private PageServer(HttpServer server) {
    this.server = server;
  }

  /// Listens at an address; port 0 takes a free one.
  ///
  /// @throws IOException when the port is taken
  public static PageServer start(InetSocketAddress address, Sources sources) throws IOException {
    PageServer page = new PageServer(HttpServer.create(address, 0));
    byte[] html = html();
    page.route("/api/state", "application/json", () -> bytes(sources.state().get().toString()));
    page.route(
        "/metrics",
        "text/plain; version=0.0.4; charset=utf-8",
        () -> bytes(sources.registry().scrape()));
    page.server.createContext("/health", exchange -> health(exchange, sources));
    page.actions(sources.actions());
    page.route("/", "text/html; charset=utf-8", () -> html);
    page.server.setExecutor(page.executor);
    page.server.start();
    return page;
  }

  private void actions(Actions actions) {
    action("/api/freeze", (body, by) -> actions.freeze(text(body, "workload"), by));
    action("/api/unfreeze", (body, by) -> actions.unfreeze(text(body, "workload"), by));
    action("/api/approve", (body, by) -> actions.answer(text(body, "id"), true, by));
    action("/api/reject", (body, by) -> actions.answer(text(body, "id"), false, by));
  }

  private void action(String path, ActionEndpoint.Action action) {
    server.createContext(path, new ActionEndpoint(action));
  }

  private static byte[] html() throws IOException {
    try (InputStream in = PageServer.class.getResourceAsStream("index.html")) {
      if (in == null) {
        throw new IOException("the page is missing from this build");
      }
      return in.readAllBytes();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void route(String path, String type, Supplier<byte[]> body) {
    server.createContext(
        path,
        exchange -> {
          boolean known = path.equals("/") ? exchange.getRequestURI().getPath().equals("/") : true;
          if (known) {
            answer(exchange, 200, type, body.get());
          } else {
            answer(exchange, 404, "text/plain", bytes("There is nothing here. The page is at /\n"));
          }
        });
  }

  private static void health(HttpExchange exchange, Sources sources) throws IOException {
    Optional<String> trouble = sources.trouble().get();
    String body = trouble.map(words -> "not well: " + words + "\n").orElse("well\n");
    answer(exchange, trouble.isEmpty() ? 200 : 503, "text/plain; charset=utf-8", bytes(body));
  }

  private static void answer(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    try (exchange) {
      if (!exchange.getRequestMethod().equals("GET")) {
        exchange.sendResponseHeaders(405, -1);
        return;
      }
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.sendResponseHeaders(status, body.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }

  /// Where it listens.
  public InetSocketAddress address() {
    return server.getAddress();
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
