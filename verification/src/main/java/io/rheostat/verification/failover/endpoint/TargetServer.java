package io.rheostat.verification.failover.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The targets and the pages of their replicas over HTTP on loopback, and the list of replicas in a
/// file. A thread moves time on.
public final class TargetServer implements AutoCloseable {
  private static final Duration STEP = Duration.ofMillis(50);

  private final RecordingTarget target;
  private final HttpServer server;
  private final Path discovery;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread time;
  private Map<String, List<String>> listed = Map.of();

  private TargetServer(RecordingTarget target, HttpServer server, Path discovery) {
    this.target = target;
    this.server = server;
    this.discovery = discovery;
    time = Thread.ofPlatform().name("replicas").daemon().unstarted(this::run);
  }

  /// Starts the server on a free port of loopback, and writes the empty list of replicas to a file.
  ///
  /// @param discovery file for the list of replicas
  /// @throws IOException when the port or the file cannot be had
  public static TargetServer start(RecordingTarget target, Path discovery) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    TargetServer started = new TargetServer(target, server, discovery);
    Files.write(discovery, RecordingTarget.discovery(Map.of(), ""));
    server.createContext("/", started::answer);
    server.setExecutor(started.threads);
    server.start();
    started.time.start();
    return started;
  }

  /// Returns the base address of the server.
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void run() {
    try {
      while (true) {
        list(target.advance());
        Thread.sleep(STEP);
      }
    } catch (InterruptedException _) {
      // Closed.
    } catch (IOException e) {
      throw new UncheckedIOException("the list of replicas cannot be written", e);
    }
  }

  private void list(Map<String, List<String>> serving) throws IOException {
    if (serving.equals(listed)) {
      return;
    }
    listed = serving;
    Path written = discovery.resolveSibling(discovery.getFileName() + ".new");
    Files.write(written, RecordingTarget.discovery(serving, address().getAuthority()));
    Files.move(
        written, discovery, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().split("/", -1);
    boolean known = path.length > 2 && target.knows(path[2]);
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      RecordingTarget.Answer answer =
          known ? answer(exchange, path, body) : new RecordingTarget.Answer(404, "not here\n");
      byte[] bytes = answer.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(answer.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private RecordingTarget.Answer answer(HttpExchange exchange, String[] path, byte[] body)
      throws InterruptedException {
    if (path[1].equals("pages") && path.length == 4) {
      exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
      return target.page(path[2], path[3]);
    }
    if (exchange.getRequestMethod().equals("POST")) {
      String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
      return target.resize(path[2], key == null ? "" : key, body);
    }
    return target.report(path[2]);
  }

  @Override
  public void close() {
    time.interrupt();
    server.stop(0);
    threads.shutdownNow();
  }
}
