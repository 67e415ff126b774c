package io.rheostat.actuator.driver.kubernetes;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.core.ConditionTimeoutException;

/// Plays the node of the pods of some Deployments, on which they are ready after some turns. Where
/// the server has no controller of Deployments it plays that, too: makes missing pods and takes
/// surplus ones, the least deletion cost first, which are gone a turn later.
final class DeploymentController {
  private static final Duration NOTICE = Duration.ofSeconds(3);

  private final Playground playground;
  private final List<String> deployments;
  private final int turnsToReady;
  private final Map<String, Integer> ages = new HashMap<>();
  private final List<String> draining = new ArrayList<>();
  private Optional<Boolean> assisted = Optional.empty();
  private int made;

  DeploymentController(Playground playground, List<String> deployments, int turnsToReady) {
    this.playground = playground;
    this.deployments = deployments;
    this.turnsToReady = turnsToReady;
  }

  void turn() {
    if (assisted.isEmpty()) {
      assisted = Optional.of(playground.isReal() && isObserved());
    }
    draining.forEach(
        pod -> playground.patch(pod, "[{\"op\": \"remove\", \"path\": \"/metadata/finalizers\"}]"));
    draining.clear();
    deployments.forEach(this::turn);
  }

  /// Returns whether a controller of the server's has seen the Deployments.
  private boolean isObserved() {
    try {
      await().atMost(NOTICE).until(() -> deployments.stream().allMatch(this::isObserved));
      return true;
    } catch (ConditionTimeoutException _) {
      return false;
    }
  }

  private boolean isObserved(String deployment) {
    return playground.get(path(deployment)).path("status").has("observedGeneration");
  }

  private String path(String deployment) {
    return playground.path("apps/v1", "deployments/" + deployment);
  }

  private void turn(String deployment) {
    int wanted = Sample.replicas(playground, path(deployment));
    if (assisted.orElseThrow()) {
      await(wanted + " pods of " + deployment).until(() -> living(deployment).size() == wanted);
    }
    List<JsonNode> living = living(deployment);
    for (JsonNode pod : living) {
      String name = pod.at("/metadata/name").asText();
      if (ages.merge(name, 1, Integer::sum) == turnsToReady) {
        playground.patch(
            playground.path("v1", "pods/" + name) + "/status",
            "[{\"op\": \"add\", \"path\": \"/status\", \"value\": " + Sample.READY + "}]");
      }
    }
    for (int missing = wanted - living.size(); missing > 0; missing--) {
      String name = deployment + "-" + made++;
      Sample.pod(playground, name, "{\"app\": \"" + deployment + "\"}", Sample.STARTING);
    }
    living.stream()
        .sorted(Comparator.comparingInt(DeploymentController::cost))
        .limit(Math.max(0, living.size() - wanted))
        .forEach(this::take);
  }

  private List<JsonNode> living(String deployment) {
    List<JsonNode> living = new ArrayList<>();
    String pods = playground.path("v1", "pods") + "?labelSelector=app%3D" + deployment;
    for (JsonNode pod : playground.get(pods).path("items")) {
      if (!pod.path("metadata").has("deletionTimestamp")) {
        living.add(pod);
      }
    }
    return living;
  }

  private static int cost(JsonNode pod) {
    return pod.path("metadata").path("annotations").path(DeletionCosts.ANNOTATION).asInt();
  }

  private void take(JsonNode pod) {
    String path = playground.path("v1", "pods/" + pod.at("/metadata/name").asText());
    playground.patch(
        path,
        "[{\"op\": \"add\", \"path\": \"/metadata/finalizers\", \"value\": [\"test.io/drain\"]}]");
    playground.delete(path);
    draining.add(path);
  }
}
