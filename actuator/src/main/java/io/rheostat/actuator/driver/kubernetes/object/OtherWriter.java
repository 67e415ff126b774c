package io.rheostat.actuator.driver.kubernetes.object;

import com.fasterxml.jackson.databind.JsonNode;
import io.rheostat.actuator.driver.kubernetes.api.Address;
import io.rheostat.actuator.driver.kubernetes.api.ApiServer;
import io.rheostat.actuator.driver.kubernetes.api.CallFailedException;
import io.rheostat.actuator.driver.kubernetes.api.ResourceType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Another writer of an object's replicas.
///
/// @param words description of the writer and its change
/// @param remedy advice for an operator
/// @param lasting whether it would write again, so nothing may be taken over from it
public record OtherWriter(String words, String remedy, boolean lasting) {
  private static final String KEDA = "scaledobject.keda.sh/name";
  private static final ReplicasPath SCALED = ReplicasPath.parse("/spec/replicas");

  /// Finds the most important one, if there is any: automatic writers come before changes by a
  /// person.
  public static Optional<OtherWriter> find(
      ApiServer server, ScaledObject holding, Optional<Fence> fence) throws CallFailedException {
    ClusterTarget target = holding.target();
    Address autoscalers = Address.all(ResourceType.AUTOSCALERS, target.address().namespace());
    List<JsonNode> all = server.list(autoscalers, Map.of());
    for (JsonNode autoscaler : all) {
      if (scales(autoscaler, target)) {
        return Optional.of(autoscaler(autoscaler));
      }
    }
    if (holding.object().path("spec").path("enableInTreeAutoscaling").asBoolean()) {
      return Optional.of(
          new OtherWriter(
              "Ray's own autoscaler scales " + target.words(),
              "Set enableInTreeAutoscaling: false.",
              true));
    }
    return target.takeOver() ? Optional.empty() : applied(holding).or(() -> moved(holding, fence));
  }

  /// Returns another Rheostat as a writer: one's own kind is another writer like any other.
  public static OtherWriter anotherRheostat(String owner) {
    return new OtherWriter(
        "another Rheostat (" + owner + ") resizes it",
        "Withdraw it there, or write takeOver: true in the target.",
        true);
  }

  private static boolean scales(JsonNode autoscaler, ClusterTarget target) {
    JsonNode reference = autoscaler.path("spec").path("scaleTargetRef");
    String apiVersion = reference.path("apiVersion").asText();
    boolean group =
        apiVersion.isEmpty()
            || ResourceType.group(apiVersion).equals(target.address().type().group());
    return group
        && reference.path("kind").asText().equals(target.kind())
        && target.address().name().filter(reference.path("name").asText()::equals).isPresent();
  }

  private static OtherWriter autoscaler(JsonNode autoscaler) {
    JsonNode metadata = autoscaler.path("metadata");
    JsonNode spec = autoscaler.path("spec");
    String name = metadata.path("name").asText();
    // The API's default is one.
    String range = spec.path("minReplicas").asInt(1) + ".." + spec.path("maxReplicas").asInt();
    String scaledObject = metadata.path("labels").path(KEDA).asText();
    if (!scaledObject.isEmpty()) {
      return new OtherWriter(
          "KEDA's ScaledObject " + scaledObject + " scales it within " + range,
          "Remove the ScaledObject.",
          true);
    }
    return new OtherWriter(
        "HorizontalPodAutoscaler " + name + " scales it within " + range,
        "Remove the HorizontalPodAutoscaler.",
        true);
  }

  /// Returns a tool with the number in its declaration: it would set it again.
  private static Optional<OtherWriter> applied(ScaledObject holding) {
    return managers(holding, "Apply")
        .map(
            manager ->
                new OtherWriter(
                    "field manager "
                        + manager.path("manager").asText()
                        + " declares its replicas by server-side apply",
                    "Leave replicas out of what is applied, or write takeOver: true in the target.",
                    false));
  }

  private static Optional<OtherWriter> moved(ScaledObject holding, Optional<Fence> fence) {
    if (fence.isEmpty() || !fence.get().isMoved(holding.replicas())) {
      return Optional.empty();
    }
    String who =
        managers(holding, "Update")
            .map(
                manager ->
                    manager.path("manager").asText() + " at " + manager.path("time").asText())
            .orElse("someone");
    return Optional.of(
        new OtherWriter(
            "%s set %d replicas where generation %s had set %d"
                .formatted(
                    who, holding.replicas(), fence.get().generation(), fence.get().replicas()),
            "Set %d again, or write takeOver: true in the target."
                .formatted(fence.get().replicas()),
            false));
  }

  /// Returns the latest foreign entry with the replicas.
  private static Optional<JsonNode> managers(ScaledObject holding, String operation) {
    ReplicasPath place = holding.target().replicas().orElse(SCALED);
    Optional<JsonNode> latest = Optional.empty();
    String time = "";
    for (JsonNode entry : holding.object().path("metadata").path("managedFields")) {
      boolean other =
          entry.path("operation").asText().equals(operation)
              && !entry.path("manager").asText().equals(ApiServer.FIELD_MANAGER)
              && place.isIn(entry.path("fieldsV1"));
      if (other && entry.path("time").asText().compareTo(time) >= 0) {
        latest = Optional.of(entry);
        time = entry.path("time").asText();
      }
    }
    return latest;
  }
}
