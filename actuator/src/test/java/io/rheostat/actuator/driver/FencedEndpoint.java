package io.rheostat.actuator.driver;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.rheostat.model.command.Generation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A target over HTTP that holds what it is told under a fence. It speaks as a simulated cluster
/// does and as a webhook's endpoint does: a body that does not name its placement has it in its
/// path.
public final class FencedEndpoint implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// A request that came in.
  ///
  /// @param headers the first value of each, by its name in lower case
  public record Received(String method, String path, Map<String, String> headers, String body) {}

  private final HttpServer server;
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private Generation generation = Generation.NONE;
  private int replicas;
  private String owner = "";

  public FencedEndpoint() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public List<Received> received() {
    return received;
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    Map<String, String> headers = new ConcurrentHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    received.add(
        new Received(
            exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body));
    if (exchange.getRequestMethod().equals("GET")) {
      send(exchange, 200, report());
      return;
    }
    JsonNode order = JSON.readTree(body);
    Generation asked = Generation.parse(order.path("generation").asText());
    String by = order.path("owner").asText();
    boolean foreign = !owner.isEmpty() && !owner.equals(by);
    if (foreign && !order.path("takeOver").asBoolean()) {
      send(exchange, 409, "owned by " + owner);
      return;
    }
    if (!foreign && asked.compareTo(generation) < 0) {
      send(exchange, 409, "generation " + generation + " was seen");
      return;
    }
    generation = asked;
    owner = by;
    replicas = order.path("replicas").asInt();
    send(exchange, 200, "{}");
  }

  private String report() {
    return """
    {"generation":"%s","owner":"%s","placements":[{"placement":"h100","wanted":%d,"ready":%d}]}
    """
        .formatted(generation, owner, replicas, replicas);
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    try (exchange) {
      byte[] bytes = text.getBytes(UTF_8);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
