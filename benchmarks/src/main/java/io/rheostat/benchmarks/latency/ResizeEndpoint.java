package io.rheostat.benchmarks.latency;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.rheostat.benchmarks.latency.load.BenchFleet;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// An HTTP endpoint called by webhook targets, resizing whole services at once. It notes the time
/// of every scale-up. Safe for use by several threads.
final class ResizeEndpoint implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  private final HttpServer server;
  private final Path secret;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Service> services = new ConcurrentHashMap<>();

  /// Replicas of one service; begins with one.
  private static final class Service {
    private final SortedMap<String, Integer> replicas = new TreeMap<>();
    private String generation = "0.0";
    private String owner = "";
    private final List<Long> raises = new ArrayList<>();

    Service(Workload workload) {
      workload.placements().stream().map(Placement::name).forEach(name -> replicas.put(name, 0));
      replicas.put(BenchFleet.PLACEMENT, 1);
    }

    private int total() {
      return replicas.values().stream().mapToInt(Integer::intValue).sum();
    }

    synchronized void resize(JsonNode order) {
      int before = total();
      generation = order.path("generation").asText();
      owner = order.path("owner").asText();
      replicas.put(order.path("placement").asText(), order.path("replicas").asInt());
      if (total() > before) {
        raises.add(System.nanoTime());
      }
    }

    synchronized String report() {
      ObjectNode report = JSON.createObjectNode();
      report.put("generation", generation);
      if (!owner.isEmpty()) {
        report.put("owner", owner);
      }
      ArrayNode placements = report.putArray("placements");
      replicas.forEach(
          (name, count) ->
              placements
                  .addObject()
                  .put("placement", name)
                  .put("wanted", count)
                  .put("ready", count));
      return report.toString();
    }

    synchronized OptionalLong raisedSince(long nanos) {
      return raises.stream().mapToLong(Long::longValue).filter(at -> at - nanos >= 0).findFirst();
    }
  }

  private ResizeEndpoint(HttpServer server, Path secret) {
    this.server = server;
    this.secret = secret;
  }

  /// @param folder for the secret used to sign calls
  static ResizeEndpoint start(Path folder) throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), SECRET);
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    ResizeEndpoint endpoint = new ResizeEndpoint(HttpServer.create(any, 0), secret);
    endpoint.server.createContext("/", endpoint::answer);
    endpoint.server.setExecutor(endpoint.threads);
    endpoint.server.start();
    return endpoint;
  }

  /// Returns the target of a service's placements.
  Target target(String workload) {
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/" + workload;
    return new Target(
        "webhook", new TreeMap<>(Map.of("url", url, "secretFile", secret.toString())));
  }

  void serve(Workload workload) {
    services.put(workload.name(), new Service(workload));
  }

  /// Returns the time of a service's first scale-up after a time, both on the clock of
  /// System.nanoTime.
  OptionalLong raisedSince(String workload, long nanos) {
    return Optional.ofNullable(services.get(workload))
        .map(service -> service.raisedSince(nanos))
        .orElse(OptionalLong.empty());
  }

  private void answer(HttpExchange exchange) throws IOException {
    Service service = services.get(exchange.getRequestURI().getPath().substring(1));
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (service != null && exchange.getRequestMethod().equals("POST")) {
        service.resize(JSON.readTree(body));
      }
      byte[] bytes = service == null ? new byte[0] : service.report().getBytes(UTF_8);
      exchange.sendResponseHeaders(
          service == null ? 404 : 200, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
