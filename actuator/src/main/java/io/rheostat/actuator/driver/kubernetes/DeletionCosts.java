package io.rheostat.actuator.driver.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.rheostat.actuator.driver.kubernetes.api.Address;
import io.rheostat.actuator.driver.kubernetes.api.ApiServer;
import io.rheostat.actuator.driver.kubernetes.api.CallFailedException;
import io.rheostat.actuator.driver.kubernetes.api.Failure;
import io.rheostat.actuator.driver.kubernetes.api.JsonPatch;
import io.rheostat.actuator.driver.kubernetes.api.ResourceType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Marks on the pods to remove when a Deployment is scaled down, idle ones first, by the annotation
/// its controller heeds. A pod without the mark costs 0.
final class DeletionCosts {
  static final String ANNOTATION = "controller.kubernetes.io/pod-deletion-cost";

  /// Deletion cost of marked pods: low enough to go before any unmarked pod, and not a number a
  /// person picks.
  static final String FIRST_TO_GO = "-1471";

  /// Most calls, one for each pod: beyond this number the controller's own order has to do.
  private static final int MOST_CALLS = 100;

  private DeletionCosts() {}

  /// Marks the pods to remove and clears the mark of pods to stay.
  ///
  /// @param pods living pods, neither gone nor on their way down
  /// @param going number of pods to remove
  /// @param load requests of each pod, by its name
  /// @return the error message for the outcome; the scale down goes on without it
  static Optional<String> mark(
      ApiServer server, List<JsonNode> pods, int going, Map<String, Double> load) {
    List<JsonNode> ranked = new ArrayList<>(pods);
    ranked.sort(firstToGo(load));
    int calls = 0;
    for (int index = 0; index < ranked.size() && calls < MOST_CALLS; index++) {
      JsonNode pod = ranked.get(index);
      boolean goes = index < going;
      if (goes == isMarked(pod)) {
        continue;
      }
      calls++;
      Optional<String> problem = write(server, pod, goes);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  /// Returns the order of removal: not ready, then the fewest requests, then pods of unknown load;
  /// the youngest of equals.
  private static Comparator<JsonNode> firstToGo(Map<String, Double> load) {
    return Comparator.<JsonNode, Boolean>comparing(
            pod -> PodState.of(pod) instanceof PodState.Ready)
        .thenComparingDouble(pod -> load.getOrDefault(name(pod), Double.MAX_VALUE))
        .thenComparing(PodState::created, Comparator.reverseOrder())
        .thenComparing(DeletionCosts::name);
  }

  private static String name(JsonNode pod) {
    return pod.path("metadata").path("name").asText();
  }

  private static boolean isMarked(JsonNode pod) {
    return pod.path("metadata").path("annotations").path(ANNOTATION).asText().equals(FIRST_TO_GO);
  }

  private static Optional<String> write(ApiServer server, JsonNode pod, boolean goes) {
    JsonPatch patch = JsonPatch.unconditional();
    if (goes) {
      patch.withAnnotations(pod).set(JsonPatch.annotation(ANNOTATION), FIRST_TO_GO);
    } else {
      patch.remove(JsonPatch.annotation(ANNOTATION));
    }
    String namespace = pod.path("metadata").path("namespace").asText();
    try {
      server.patch(Address.of(ResourceType.PODS, namespace, name(pod)), patch);
      return Optional.empty();
    } catch (CallFailedException failed) {
      // A pod that has just gone needs no mark; anything else is reported with the outcome.
      return failed.failure().cause() == Failure.Cause.MISSING
          ? Optional.empty()
          : Optional.of("pods not marked: " + failed.failure().words());
    }
  }
}
