package io.rheostat.actuator.driver;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rheostat.actuator.protocol.queue.Attempt;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Order;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import io.rheostat.topics.Unreachable;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Driver for workloads of a simulated cluster over HTTP, as a real one would be.
///
/// `PUT /workloads/W/placements/P/scale` with `{"replicas":3,"generation":"2.7","owner":"…"}`
/// answers 200, or 409 when the cluster has seen a newer generation or another owner; `GET
/// /workloads/W` reports the replicas.
public final class SimulatedDriver implements Driver {
  /// Name of the setting for the cluster.
  public static final String CLUSTER = "cluster";

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final Map<String, URI> clusters;
  private final HttpClient http;
  private final Owner owner;

  /// Creates a driver of some clusters.
  ///
  /// @param clusters address of each cluster by name
  public SimulatedDriver(Map<String, URI> clusters, HttpClient http, Owner owner) {
    this.clusters = Map.copyOf(clusters);
    this.http = http;
    this.owner = owner;
  }

  @Override
  public Attempt apply(String workload, Order order, Generation generation) {
    Optional<URI> cluster = cluster(order.target().settings().get(CLUSTER));
    if (cluster.isEmpty()) {
      return new Attempt.Refused("no cluster " + order.target().settings() + " is known");
    }
    ObjectNode body = new ObjectMapper().createObjectNode();
    body.put("replicas", order.replicas());
    body.put("generation", generation.toString());
    body.put("owner", owner.id());
    if (Owner.takesOver(order.target())) {
      body.put(Owner.TAKE_OVER, true);
    }
    String path =
        "/workloads/" + encoded(workload) + "/placements/" + encoded(order.placement()) + "/scale";
    return put(cluster.get().resolve(path), body.toString(), order);
  }

  private Attempt put(URI address, String body, Order order) {
    try {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(address)
                  .timeout(TIMEOUT)
                  .PUT(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return switch (response.statusCode()) {
        case 200 -> new Attempt.Accepted(order.placement() + " holds " + order.replicas());
        case 400, 404, 409 -> new Attempt.Refused(response.body());
        default -> new Attempt.Unreachable("HTTP " + response.statusCode());
      };
    } catch (IOException e) {
      return new Attempt.Unreachable(Unreachable.words(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Attempt.Unreachable("interrupted");
    }
  }

  @Override
  public DriverReport observe(Workload workload) {
    Placement first = workload.placements().getFirst();
    Optional<URI> cluster = cluster(first.target().settings().get(CLUSTER));
    if (cluster.isEmpty()) {
      return new DriverReport.Unknown("no cluster " + first.target().settings() + " is known");
    }
    URI address = cluster.get().resolve("/workloads/" + encoded(workload.name()));
    try {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(address).timeout(TIMEOUT).build(),
              HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200
          ? ReportJson.read(response.body(), workload, owner)
          : new DriverReport.Unknown("HTTP " + response.statusCode());
    } catch (IOException e) {
      return new DriverReport.Unknown(Unreachable.words(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new DriverReport.Unknown("interrupted");
    }
  }

  private Optional<URI> cluster(@Nullable String name) {
    return name == null ? Optional.empty() : Optional.ofNullable(clusters.get(name));
  }

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
