package io.rheostat.actuator.driver.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// One cluster: its API server, and the types found there. A found type is asked for once; a
/// missing one is asked for again.
public final class KubernetesCluster implements AutoCloseable {
  private final ApiServer server;
  private final Map<String, ResourceType> types = new ConcurrentHashMap<>();
  private volatile boolean resizesPods;

  public KubernetesCluster(ApiServer server) {
    this.server = server;
  }

  /// Opens the cluster of a context of the process's kubeconfig, of its current one, or, in a pod,
  /// the pod's own.
  public static KubernetesCluster open(Optional<String> context, Duration timeout)
      throws CallFailedException {
    try {
      Config config = Config.autoConfigure(context.orElse(null));
      if (context.isPresent()
          && config.getContexts().stream().noneMatch(one -> context.get().equals(one.getName()))) {
        throw new CallFailedException(
            Failure.Cause.INVALID, "the kubeconfig has no context " + context.get() + ".");
      }
      return new KubernetesCluster(ApiServer.open(config, timeout));
    } catch (KubernetesClientException | IllegalArgumentException failed) {
      throw new CallFailedException(
          Failure.Cause.SILENT, "no cluster can be found: " + failed.getMessage());
    }
  }

  /// Returns the API server of the cluster.
  public ApiServer server() {
    return server;
  }

  /// Returns the type of a kind without built-in support.
  public ResourceType type(String apiVersion, String kind) throws CallFailedException {
    String key = apiVersion + " " + kind;
    ResourceType known = types.get(key);
    if (known != null) {
      return known;
    }
    String group = ResourceType.group(apiVersion);
    String version = ResourceType.version(apiVersion);
    for (JsonNode resource : server.discover(group, version)) {
      String plural = resource.path("name").asText();
      if (resource.path("kind").asText().equals(kind) && !plural.contains("/")) {
        ResourceType found = new ResourceType(group, version, plural);
        types.put(key, found);
        return found;
      }
    }
    throw new CallFailedException(
        Failure.Cause.MISSING, "the API server has no kind " + kind + " in " + apiVersion + ".");
  }

  /// Returns whether the requests of running pods can be changed.
  public boolean resizesPods() throws CallFailedException {
    if (!resizesPods) {
      resizesPods =
          server.discover("", "v1").stream()
              .anyMatch(resource -> resource.path("name").asText().equals("pods/resize"));
    }
    return resizesPods;
  }

  @Override
  public void close() {
    server.close();
  }
}
