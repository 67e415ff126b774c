package io.rheostat.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Observed;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.simulator.cluster.ScaleResult;
import io.rheostat.simulator.page.DcgmPage;
import io.rheostat.simulator.page.PyTorchPage;
import io.rheostat.simulator.page.ReplicaPage;
import io.rheostat.simulator.page.VllmPage;
import io.rheostat.simulator.world.JournalEntry;
import io.rheostat.simulator.world.World;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Simulated world behind HTTP, as a real cluster would be: metric pages for each replica, file
/// service discovery of them, and targets resized under a fence. The world is used by one thread at
/// a time.
final class SimulatedCluster implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final World world;
  private final Journal journal;
  private final Path discovery;
  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private List<ReplicaPage> pages = List.of();
  private Instant pagesAt = Instant.MIN;
  private List<String> listed = List.of();
  private final Map<String, String> owners = new ConcurrentHashMap<>();

  private SimulatedCluster(World world, Journal journal, Path discovery, HttpServer server) {
    this.world = world;
    this.journal = journal;
    this.discovery = discovery;
    this.server = server;
  }

  /// Begins to serve a world on loopback.
  ///
  /// @param discovery folder for the two discovery files, `engines.json` and `devices.json`
  static SimulatedCluster start(World world, Journal journal, Path discovery) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Files.createDirectories(discovery);
    SimulatedCluster cluster = new SimulatedCluster(world, journal, discovery, server);
    server.createContext("/replicas/", cluster::page);
    server.createContext("/workloads/", cluster::workload);
    server.setExecutor(cluster.executor);
    server.start();
    cluster.advanceTo(world.now());
    return cluster;
  }

  /// Returns the listening address.
  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// Advances the world's time and updates discovery with started and ended replicas.
  synchronized void advanceTo(Instant until) throws IOException {
    world.advanceTo(until);
    List<String> now = world.pages().stream().map(ReplicaPage::replica).sorted().toList();
    if (!now.equals(listed)) {
      listed = now;
      List<ReplicaPage> current = pages();
      list("engines.json", current, "metrics");
      list("devices.json", current, "devices");
    }
  }

  private void list(String file, List<ReplicaPage> current, String page) throws IOException {
    ArrayNode groups = JSON.createArrayNode();
    for (ReplicaPage replica : current) {
      if (page.equals("metrics") && engine(replica).isEmpty()) {
        continue;
      }
      ObjectNode group = groups.addObject();
      group.putArray("targets").add("127.0.0.1:" + server.getAddress().getPort());
      ObjectNode labels = group.putObject("labels");
      labels.put("__metrics_path__", "/replicas/" + replica.replica() + "/" + page);
      labels.put("replica", replica.replica());
      labels.put("placement", replica.placement());
    }
    Path written = discovery.resolve(file + ".new");
    Files.writeString(written, groups.toString());
    Files.move(
        written,
        discovery.resolve(file),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);
  }

  /// Returns the pages of this moment; built once for all requests within it.
  private List<ReplicaPage> pages() {
    if (!world.now().equals(pagesAt)) {
      pages = world.pages();
      pagesAt = world.now();
    }
    return pages;
  }

  private static String engine(ReplicaPage page) {
    String engine = VllmPage.render(page);
    return engine.isEmpty() ? PyTorchPage.render(page) : engine;
  }

  private void page(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().split("/", -1);
    Optional<ReplicaPage> page = path.length == 4 ? find(path[2]) : Optional.empty();
    if (page.isEmpty()) {
      answer(exchange, 404, "text/plain", "no such replica\n");
    } else {
      String text = path[3].equals("devices") ? DcgmPage.render(page.get()) : engine(page.get());
      answer(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", text);
    }
  }

  private synchronized Optional<ReplicaPage> find(String replica) {
    return pages().stream().filter(page -> page.replica().equals(replica)).findFirst();
  }

  private void workload(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().split("/", -1);
    if (path.length == 3 && exchange.getRequestMethod().equals("GET")) {
      answer(exchange, 200, "application/json", status(path[2]));
    } else if (path.length == 6 && exchange.getRequestMethod().equals("PUT")) {
      scale(exchange, path[2], path[4]);
    } else {
      answer(exchange, 404, "text/plain", "there is nothing here\n");
    }
  }

  private synchronized String status(String workload) {
    Observed observed = world.observed(workload);
    ObjectNode node = JSON.createObjectNode();
    node.put("workload", workload);
    node.put("generation", observed.generation().toString());
    node.put("complete", observed.complete());
    String owner = owners.get(workload);
    if (owner != null) {
      node.put("owner", owner);
    }
    ArrayNode placements = node.putArray("placements");
    for (PlacementStatus status : observed.placements()) {
      ObjectNode entry = placements.addObject();
      entry.put("placement", status.placement());
      entry.put("wanted", status.wanted());
      entry.put("ready", status.ready());
      entry.put("starting", status.starting());
      entry.put("draining", status.draining());
      entry.put("pending", status.pending());
      status.pendingReason().ifPresent(reason -> entry.put("pendingReason", reason));
      status.lastStartup().ifPresent(startup -> entry.put("lastStartup", startup.toString()));
    }
    return node.toString();
  }

  private void scale(HttpExchange exchange, String workload, String placement) throws IOException {
    int replicas;
    Generation generation;
    String owner;
    try {
      JsonNode body = JSON.readTree(exchange.getRequestBody());
      replicas = body.path("replicas").asInt(-1);
      generation = Generation.parse(body.path("generation").asText());
      owner = body.path("owner").asText();
    } catch (IOException | IllegalArgumentException e) {
      answer(exchange, 400, "text/plain", e.getMessage() + "\n");
      return;
    }
    String holder = owners.getOrDefault(workload, owner);
    if (!holder.equals(owner)) {
      answer(exchange, 409, "text/plain", "another Rheostat (" + holder + ") resizes it\n");
      return;
    }
    owners.put(workload, owner);
    switch (carryOut(workload, placement, replicas, generation)) {
      case ScaleResult.Accepted(boolean changed) ->
          answer(exchange, 200, "application/json", "{\"changed\":" + changed + "}");
      case ScaleResult.Refused(String reason) -> answer(exchange, 409, "text/plain", reason);
    }
  }

  private synchronized ScaleResult carryOut(
      String workload, String placement, int replicas, Generation generation) {
    ScaleResult result = world.scale(workload, placement, replicas, generation);
    if (result instanceof ScaleResult.Accepted) {
      journal.scaled(new JournalEntry(world.now(), workload, placement, replicas, generation));
      pagesAt = Instant.MIN;
    }
    return result;
  }

  private static void answer(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(bytes);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
