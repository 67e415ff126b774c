package io.rheostat.app.page;

import static io.rheostat.app.page.ActionEndpoint.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.rheostat.config.settings.Page;
import io.rheostat.config.settings.PemFiles;
import io.rheostat.config.settings.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/// Server of the page, its state, the program's own metrics and its health.
public final class PageServer implements AutoCloseable {
  private static final int BACKLOG = 64;
  private static final String LIVE = "/health/live";

  static {
    // Without these a slow client, or many idle ones, block the JDK's server for ever.
    limit("sun.net.httpserver.maxReqTime", "30");
    limit("sun.net.httpserver.maxRspTime", "60");
    limit("jdk.httpserver.maxConnections", "256");
  }

  private final HttpServer server;
  private final PageAccess door;
  private final String scheme;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  /// Sources of the server's content.
  ///
  /// @param state the JSON of `/api/state`
  /// @param registry the metrics of `/metrics`
  /// @param trouble problems, for `/health`; empty when all is well
  /// @param actions available actions under `/api`
  /// @param degraded things shown or declared with reserve while all parts turn, for `/health`
  public record Sources(
      Supplier<ObjectNode> state,
      PrometheusMeterRegistry registry,
      Supplier<Optional<String>> trouble,
      Actions actions,
      Supplier<List<String>> degraded) {
    /// Creates sources without a report of degradation.
    public Sources(
        Supplier<ObjectNode> state,
        PrometheusMeterRegistry registry,
        Supplier<Optional<String>> trouble,
        Actions actions) {
      this(state, registry, trouble, actions, List::of);
    }
  }

  private PageServer(HttpServer server, Page declared) {
    this.server = server;
    door = new PageAccess(declared);
    scheme = declared.tls().isPresent() ? "https" : "http";
  }

  private static void limit(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /// Starts to listen; port 0 takes a free one.
  ///
  /// @throws IOException when the port is taken or a file of TLS can't be used
  public static PageServer start(Page declared, Sources sources) throws IOException {
    PageServer page = new PageServer(server(declared), declared);
    byte[] html = html();
    page.route("/api/state", "application/json", () -> bytes(sources.state().get().toString()));
    page.route(
        "/metrics",
        "text/plain; version=0.0.4; charset=utf-8",
        () -> bytes(sources.registry().scrape()));
    page.server.createContext("/health", exchange -> page.health(exchange, sources));
    page.server.createContext(LIVE, PageServer::live);
    page.actions(sources.actions());
    page.route("/", "text/html; charset=utf-8", () -> html);
    page.server.setExecutor(page.executor);
    page.server.start();
    return page;
  }

  private static HttpServer server(Page declared) throws IOException {
    if (declared.tls().isEmpty()) {
      return HttpServer.create(declared.listen(), BACKLOG);
    }
    Tls tls = declared.tls().get();
    HttpsServer server = HttpsServer.create(declared.listen(), BACKLOG);
    server.setHttpsConfigurator(
        new HttpsConfigurator(PemFiles.context(tls)) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLContext context = getSSLContext();
            SSLParameters wanted = context.getDefaultSSLParameters();
            wanted.setNeedClientAuth(tls.clientAuthority().isPresent());
            parameters.setSSLParameters(wanted);
          }
        });
    return server;
  }

  /// Serves more under a path.
  ///
  /// @param handler made with the page's access rules
  public void serve(String path, Function<PageAccess, HttpHandler> handler) {
    server.createContext(path, handler.apply(door));
  }

  /// Takes other tokens; where it listens and TLS stay as they were.
  public void declare(Page changed) {
    door.declare(changed);
  }

  private void actions(Actions actions) {
    action("/api/freeze", (body, by) -> actions.freeze(text(body, "workload"), by));
    action("/api/unfreeze", (body, by) -> actions.unfreeze(text(body, "workload"), by));
    action("/api/approve", (body, by) -> actions.answer(text(body, "id"), true, by));
    action("/api/reject", (body, by) -> actions.answer(text(body, "id"), false, by));
  }

  private void action(String path, ActionEndpoint.Action action) {
    server.createContext(path, new ActionEndpoint(action, door));
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
          if (door.enter(exchange) instanceof PageAccess.Entry.Refused(int status, String words)) {
            answer(exchange, status, "text/plain; charset=utf-8", bytes(words + "\n"));
          } else if (known) {
            answer(exchange, 200, type, body.get());
          } else {
            answer(exchange, 404, "text/plain", bytes("There is nothing here. The page is at /\n"));
          }
        });
  }

  /// Answers a health probe: 200 or 503. A probe may ask without authentication, but then gets no
  /// details.
  private void health(HttpExchange exchange, Sources sources) throws IOException {
    Optional<String> trouble = sources.trouble().get();
    boolean known = door.enter(exchange) instanceof PageAccess.Entry.Granted;
    String body =
        trouble
            .map(words -> known ? "not well: " + words + "\n" : "not well\n")
            .orElseGet(() -> degraded(sources.degraded().get(), known));
    answer(exchange, trouble.isEmpty() ? 200 : 503, "text/plain; charset=utf-8", bytes(body));
  }

  /// Answers a liveness probe: 200 from any process still serving requests. Missing brokers or a
  /// failing target are for `/health` alone: a restart would cure neither and lose the data waiting
  /// here.
  private static void live(HttpExchange exchange) throws IOException {
    boolean known = exchange.getRequestURI().getPath().equals(LIVE);
    answer(
        exchange, known ? 200 : 404, "text/plain; charset=utf-8", bytes(known ? "live\n" : "\n"));
  }

  /// Returns the text of a degraded state. A restart mends nothing of it, so a probe still
  /// gets 200.
  private static String degraded(List<String> reasons, boolean known) {
    if (reasons.isEmpty()) {
      return "well\n";
    }
    return known ? "degraded: " + String.join("\ndegraded: ", reasons) + "\n" : "degraded\n";
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
      if (status == 401) {
        exchange.getResponseHeaders().set("WWW-Authenticate", PageAccess.CHALLENGE);
      }
      exchange.sendResponseHeaders(status, body.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }

  /// Returns the listening address.
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /// Returns the page's URL for a browser.
  public String url() {
    InetSocketAddress at = address();
    String ip =
        at.getAddress().isAnyLocalAddress() ? "127.0.0.1" : at.getAddress().getHostAddress();
    return scheme + "://" + (ip.contains(":") ? "[" + ip + "]" : ip) + ":" + at.getPort() + "/";
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
