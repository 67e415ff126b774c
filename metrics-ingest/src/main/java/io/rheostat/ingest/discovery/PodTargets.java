package io.rheostat.ingest.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import io.rheostat.config.settings.TargetLookup;
import io.rheostat.ingest.exposition.series.Labels;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Running pods of a namespace with given labels. A terminating pod still serves and is a target; a
/// deleted pod is a departed target, and its replica is gone.
final class PodTargets implements TargetSource {
  private static final int MOST_PAGES = 40;

  private final TargetLookup.Pods lookup;
  private final Connections connections;

  /// Supplier of the login at the cluster of a context.
  @FunctionalInterface
  interface Connections {
    ClusterConnection to(Optional<String> context) throws IOException;
  }

  PodTargets(TargetLookup.Pods lookup, Connections connections) {
    this.lookup = lookup;
    this.connections = connections;
  }

  @Override
  public Answer ask() throws InterruptedException {
    try {
      List<JsonNode> pods = pods(connections.to(lookup.context()));
      List<TargetGroup> groups = new ArrayList<>();
      for (JsonNode pod : pods) {
        group(pod).ifPresent(groups::add);
      }
      if (groups.isEmpty() && !pods.isEmpty()) {
        return new Answer.Failed(
            "none of " + pods.size() + " running pods has a port named " + lookup.port());
      }
      return new Answer.Targets(groups);
    } catch (IOException failed) {
      return new Answer.Failed(String.valueOf(failed.getMessage()));
    }
  }

  private List<JsonNode> pods(ClusterConnection connection)
      throws IOException, InterruptedException {
    String path =
        "/api/v1/namespaces/"
            + encoded(lookup.namespace())
            + "/pods?limit=500&labelSelector="
            + encoded(lookup.selector());
    List<JsonNode> running = new ArrayList<>();
    String next = "";
    for (int page = 0; page < MOST_PAGES; page++) {
      JsonNode list = connection.get(path + next);
      if (!list.path("items").isArray()) {
        throw new IOException("the answer is no list of pods");
      }
      for (JsonNode pod : list.path("items")) {
        boolean runs = pod.path("status").path("phase").asText().equals("Running");
        if (runs && !pod.path("status").path("podIP").asText().isEmpty()) {
          running.add(pod);
        }
      }
      String token = list.path("metadata").path("continue").asText();
      if (token.isEmpty()) {
        return running;
      }
      next = "&continue=" + encoded(token);
    }
    throw new IOException("more than " + running.size() + " pods");
  }

  /// Returns the pod's page; none when it has no port of the declared name.
  private Optional<TargetGroup> group(JsonNode pod) {
    JsonNode metadata = pod.path("metadata");
    TreeMap<String, String> labels = new TreeMap<>();
    labels.put("namespace", metadata.path("namespace").asText());
    labels.put("pod", metadata.path("name").asText());
    String placement = metadata.path("labels").path("rheostat.io/placement").asText();
    if (!placement.isEmpty()) {
      labels.put("placement", placement);
    }
    lookup.path().ifPresent(path -> labels.put("__metrics_path__", path));
    String address = pod.path("status").path("podIP").asText();
    String host = address.contains(":") ? "[" + address + "]" : address;
    return port(pod).map(port -> new TargetGroup(List.of(host + ":" + port), new Labels(labels)));
  }

  private Optional<String> port(JsonNode pod) {
    if (lookup.port().matches("[0-9]+")) {
      return Optional.of(lookup.port());
    }
    for (JsonNode container : pod.path("spec").path("containers")) {
      for (JsonNode port : container.path("ports")) {
        if (port.path("name").asText().equals(lookup.port())) {
          return Optional.of(port.path("containerPort").asText());
        }
      }
    }
    return Optional.empty();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
