package io.rheostat.actuator.driver.kubernetes.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rheostat.actuator.driver.kubernetes.api.ApiServer;
import io.rheostat.actuator.driver.kubernetes.api.CallFailedException;
import io.rheostat.actuator.driver.kubernetes.api.Failure;
import io.rheostat.actuator.driver.kubernetes.api.JsonPatch;
import java.util.Optional;

/// An object as it was read, with its desired replicas.
///
/// @param target the target
/// @param object as read
/// @param replicas its desired replicas
/// @param pods labels of its pods, when they are known
public record ScaledObject(
    ClusterTarget target, JsonNode object, int replicas, Optional<String> pods) {

  private static final int MOST_READS = 5;

  /// Reads the object, and its `scale` where needed for the replicas: both of the same version,
  /// because replicas of a newer one than the fence would look like somebody else's.
  public static ScaledObject read(ApiServer server, ClusterTarget target)
      throws CallFailedException {
    for (int read = 0; read < MOST_READS; read++) {
      JsonNode object = server.get(target.address());
      if (target.replicas().isPresent()) {
        JsonNode place = object.at(pointer(target, object, target.replicas().get()));
        return new ScaledObject(target, object, whole(target, place), target.pods());
      }
      JsonNode scale = server.get(target.address().sub("scale"));
      if (JsonPatch.version(scale).equals(JsonPatch.version(object))) {
        return scaled(target, object, scale);
      }
    }
    throw new CallFailedException(
        Failure.Cause.CONFLICT, target.words() + " changed " + MOST_READS + " times while read");
  }

  private static ScaledObject scaled(ClusterTarget target, JsonNode object, JsonNode scale)
      throws CallFailedException {
    Optional<String> selector =
        Optional.of(scale.path("status").path("selector").asText()).filter(one -> !one.isEmpty());
    // The API leaves a zero out.
    JsonNode place = scale.path("spec").path("replicas");
    int replicas = place.isMissingNode() ? 0 : whole(target, place);
    return new ScaledObject(target, object, replicas, target.pods().or(() -> selector));
  }

  private static int whole(ClusterTarget target, JsonNode place) throws CallFailedException {
    if (place.isMissingNode() || place.isNull()) {
      throw new CallFailedException(
          Failure.Cause.MISSING, target.words() + " says no replicas. Write a number there.");
    }
    if (!place.canConvertToInt() || !place.isIntegralNumber() || place.asInt() < 0) {
      throw new CallFailedException(
          Failure.Cause.SILENT, target.words() + " says its replicas are " + place + ".");
    }
    return place.asInt();
  }

  /// Returns the JSON pointer of a path in an object as it was read.
  ///
  /// @throws CallFailedException when the object has nothing at the path
  public static String pointer(ClusterTarget target, JsonNode object, ReplicasPath path)
      throws CallFailedException {
    Optional<String> pointer = path.pointer(object);
    if (pointer.isEmpty()) {
      throw new CallFailedException(
          Failure.Cause.MISSING, target.words() + " has nothing at " + path + ".");
    }
    return pointer.get();
  }

  /// Returns the same object after a write.
  public ScaledObject after(JsonNode written) {
    return new ScaledObject(target, written, replicas, pods);
  }

  /// Sets the replicas of the object at the version read here: 409 when it has changed.
  public void scale(ApiServer server, int wanted) throws CallFailedException {
    if (target.replicas().isPresent()) {
      String pointer = pointer(target, object, target.replicas().get());
      JsonPatch patch =
          JsonPatch.of(object).set(pointer, JsonNodeFactory.instance.numberNode(wanted));
      server.patch(target.address(), patch);
      return;
    }
    ObjectNode scale = JsonNodeFactory.instance.objectNode();
    scale.put("apiVersion", "autoscaling/v1").put("kind", "Scale");
    scale
        .putObject("metadata")
        .put("name", target.address().name().orElse(""))
        .put("namespace", target.address().namespace())
        .put("resourceVersion", JsonPatch.version(object));
    scale.putObject("spec").put("replicas", wanted);
    server.update(target.address().sub("scale"), scale);
  }

  /// Returns the number of pods of one replica, at least one.
  public int podsPerReplica() {
    return target
        .podsPerReplica()
        .flatMap(path -> path.pointer(object))
        .map(pointer -> Math.max(1, object.at(pointer).asInt(1)))
        .orElse(1);
  }
}
