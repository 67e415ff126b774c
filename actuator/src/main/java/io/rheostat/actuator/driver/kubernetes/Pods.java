package io.rheostat.actuator.driver.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.rheostat.actuator.driver.kubernetes.api.Address;
import io.rheostat.actuator.driver.kubernetes.api.ApiServer;
import io.rheostat.actuator.driver.kubernetes.api.CallFailedException;
import io.rheostat.actuator.driver.kubernetes.api.Failure;
import io.rheostat.actuator.driver.kubernetes.api.ResourceType;
import io.rheostat.actuator.driver.kubernetes.object.ScaledObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The pods of an object, counted by their state.
///
/// @param all as listed
record Pods(List<JsonNode> all) {
  Pods {
    all = List.copyOf(all);
  }

  static Pods of(ApiServer server, ScaledObject holding) throws CallFailedException {
    if (holding.pods().isEmpty()) {
      throw new CallFailedException(
          Failure.Cause.INVALID,
          holding.target().words()
              + " does not say which pods are its own. Write podSelector in"
              + " the target.");
    }
    Address pods = Address.all(ResourceType.PODS, holding.target().address().namespace());
    return new Pods(server.list(pods, Map.of("labelSelector", holding.pods().get())));
  }

  /// Returns the living pods, neither gone nor on their way down.
  List<JsonNode> living() {
    List<JsonNode> living = new ArrayList<>();
    for (JsonNode pod : all) {
      switch (PodState.of(pod)) {
        case PodState.Ready _, PodState.Starting _, PodState.Pending _ -> living.add(pod);
        case PodState.Draining _, PodState.Gone _ -> {}
      }
    }
    return living;
  }

  int ready() {
    return count(PodState.Ready.class);
  }

  int draining() {
    return count(PodState.Draining.class);
  }

  int pending() {
    return count(PodState.Pending.class);
  }

  private int count(Class<? extends PodState> state) {
    return Math.toIntExact(all.stream().map(PodState::of).filter(state::isInstance).count());
  }

  /// Returns the most frequent reason of pending pods.
  Optional<String> pendingReason() {
    Map<String, Integer> counts = new TreeMap<>();
    for (JsonNode pod : all) {
      if (PodState.of(pod) instanceof PodState.Pending(String reason)) {
        counts.merge(reason, 1, Integer::sum);
      }
    }
    return counts.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
  }

  /// Returns the start-up time of the newest ready pod.
  Optional<Duration> lastStartup() {
    return all.stream()
        .filter(pod -> PodState.of(pod) instanceof PodState.Ready)
        .max(Comparator.comparing(PodState::created))
        .flatMap(PodState::startup);
  }
}
