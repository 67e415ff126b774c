package io.rheostat.actuator.driver.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// State of one pod of a replica.
sealed interface PodState {
  /// A serving pod.
  record Ready() implements PodState {}

  /// A pod on its way up.
  record Starting() implements PodState {}

  /// A pod that cannot come up as things are.
  record Pending(String reason) implements PodState {}

  /// A pod on its way down, still with costs.
  record Draining() implements PodState {}

  /// An ended pod.
  record Gone() implements PodState {}

  /// Waiting reasons of a container not cured by waiting.
  Set<String> STUCK =
      Set.of(
          "ImagePullBackOff",
          "ErrImagePull",
          "ErrImageNeverPull",
          "InvalidImageName",
          "RegistryUnavailable",
          "CreateContainerConfigError",
          "CreateContainerError",
          "RunContainerError",
          "CrashLoopBackOff");

  static PodState of(JsonNode pod) {
    String phase = pod.path("status").path("phase").asText();
    if (phase.equals("Succeeded") || phase.equals("Failed")) {
      return new Gone();
    }
    if (pod.path("metadata").has("deletionTimestamp")) {
      return new Draining();
    }
    if (condition(pod, "Ready").path("status").asText().equals("True")) {
      return new Ready();
    }
    return unplaced(pod).or(() -> stuck(pod)).<PodState>map(Pending::new).orElse(new Starting());
  }

  private static Optional<String> unplaced(JsonNode pod) {
    JsonNode scheduled = condition(pod, "PodScheduled");
    if (!scheduled.path("status").asText().equals("False")) {
      return Optional.empty();
    }
    return Optional.of(words(scheduled.path("reason"), scheduled.path("message")));
  }

  private static Optional<String> stuck(JsonNode pod) {
    for (String list : new String[] {"initContainerStatuses", "containerStatuses"}) {
      for (JsonNode container : pod.path("status").path(list)) {
        JsonNode waiting = container.path("state").path("waiting");
        if (STUCK.contains(waiting.path("reason").asText())) {
          return Optional.of(words(waiting.path("reason"), waiting.path("message")));
        }
      }
    }
    return Optional.empty();
  }

  private static String words(JsonNode reason, JsonNode message) {
    String what = reason.asText("Pending");
    return message.asText().isEmpty() ? what : what + ": " + message.asText();
  }

  private static JsonNode condition(JsonNode pod, String type) {
    return StatusConditions.find(pod, type);
  }

  /// Returns the creation time of the pod; the epoch when it has none.
  static Instant created(JsonNode pod) {
    return instant(pod.path("metadata").path("creationTimestamp")).orElse(Instant.EPOCH);
  }

  /// Returns the time from creation to ready; unknown when a container was started again, because
  /// "ready" then dates its latest start.
  static Optional<Duration> startup(JsonNode pod) {
    for (JsonNode container : pod.path("status").path("containerStatuses")) {
      if (container.path("restartCount").asInt() > 0) {
        return Optional.empty();
      }
    }
    Optional<Instant> ready = instant(condition(pod, "Ready").path("lastTransitionTime"));
    Optional<Instant> created = instant(pod.path("metadata").path("creationTimestamp"));
    return ready
        .flatMap(end -> created.map(start -> Duration.between(start, end)))
        .filter(time -> !time.isNegative());
  }

  /// Parses an instant; empty for any other text.
  static Optional<Instant> instant(JsonNode text) {
    try {
      return Optional.of(Instant.parse(text.asText()));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
