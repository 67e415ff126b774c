package io.rheostat.app.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.rheostat.model.resource.EngineProfile;
import io.rheostat.simulator.page.ReplicaPage;
import io.rheostat.simulator.page.VllmPage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A simulated inference replica over HTTP on this machine, in real time:
///
/// - `POST /v1/completions` with `{"prompt": "…", "max_tokens": 50}` takes the engine model's time
///   and streams an event with the first token and one with the last. A word is a token.
/// - `GET /metrics` is vLLM's page, `GET /health` answers 200 once the model is "loaded".
///
/// While draining it takes nothing new and finishes its requests.
public final class Worker implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_BYTES = 1 << 20;

  private final Settings settings;
  private final HttpServer server;
  private final RealTimeEngine engine;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger open = new AtomicInteger();
  private final long readyNanos;
  private volatile boolean draining;

  /// Settings of a replica.
  ///
  /// @param address listening address; port 0 for any
  /// @param model name of the model on its page
  /// @param startup from start to ready
  /// @param profile its speed
  public record Settings(
      InetSocketAddress address, String model, Duration startup, EngineProfile profile) {}

  private Worker(Settings settings) throws IOException {
    this.settings = settings;
    engine = new RealTimeEngine(settings.profile(), settings.address().getPort());
    readyNanos = System.nanoTime() + settings.startup().toNanos();
    server = HttpServer.create(settings.address(), 0);
    server.createContext("/health", this::health);
    server.createContext("/metrics", this::metrics);
    server.createContext("/v1/completions", this::complete);
    server.setExecutor(threads);
  }

  /// Starts a listening replica.
  ///
  /// @throws IOException when the port is taken
  public static Worker start(Settings settings) throws IOException {
    Worker worker = new Worker(settings);
    worker.server.start();
    return worker;
  }

  /// Returns the listening port.
  public int port() {
    return server.getAddress().getPort();
  }

  private boolean isReady() {
    return !draining && System.nanoTime() - readyNanos >= 0;
  }

  private void health(HttpExchange exchange) throws IOException {
    answer(exchange, isReady() ? 200 : 503, isReady() ? "ready\n" : "not ready\n");
  }

  private void metrics(HttpExchange exchange) throws IOException {
    ReplicaPage page =
        new ReplicaPage(
            settings.model(),
            "live",
            "live",
            new TreeMap<>(Map.of("model_name", settings.model())),
            1,
            engine.samples());
    answer(exchange, 200, VllmPage.render(page));
  }

  private void complete(HttpExchange exchange) throws IOException {
    open.incrementAndGet();
    try {
      if (!isReady()) {
        answer(exchange, 503, "it starts or drains\n");
        return;
      }
      JsonNode request = parsed(exchange.getRequestBody().readNBytes(MOST_BYTES));
      int input = new StringTokenizer(request.path("prompt").asText()).countTokens();
      int output = request.path("max_tokens").asInt(16);
      stream(exchange, engine.submit(Math.max(1, input), Math.max(1, output)));
    } catch (IllegalArgumentException e) {
      answer(exchange, 400, e.getMessage() + "\n");
    } catch (CompletionException e) {
      exchange.close(); // the replica is going; the client sees a broken answer
    } finally {
      open.decrementAndGet();
    }
  }

  private static JsonNode parsed(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new IllegalArgumentException("the body is no JSON: " + e.getMessage(), e);
    }
  }

  private static void stream(HttpExchange exchange, RealTimeEngine.Answer answer)
      throws IOException {
    answer.begun().join();
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    try (exchange;
        OutputStream out = exchange.getResponseBody()) {
      out.write("data: {\"choices\":[{\"text\":\"first\"}]}\n\n".getBytes(UTF_8));
      out.flush();
      answer.done().join();
      out.write("data: {\"choices\":[{\"text\":\" last\"}]}\n\ndata: [DONE]\n\n".getBytes(UTF_8));
    }
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  /// Takes nothing new and waits until all it has is answered.
  ///
  /// @param most longest wait
  public void drain(Duration most) throws InterruptedException {
    draining = true;
    long deadline = System.nanoTime() + most.toNanos();
    while (open.get() > 0 && System.nanoTime() < deadline) {
      Thread.sleep(20);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    engine.close();
    threads.shutdownNow();
  }
}
