package io.rheostat.actuator.driver.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rheostat.actuator.driver.kubernetes.api.Address;
import io.rheostat.actuator.driver.kubernetes.api.ApiServer;
import io.rheostat.actuator.driver.kubernetes.api.ResourceType;
import io.rheostat.actuator.driver.kubernetes.object.ClusterTarget;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/// An event at an object, for `kubectl describe` and `kubectl get events`.
///
/// Its name is made of the object and its content: the same event again, after a crash or by
/// another process, meets the existing one.
///
/// @param target the object
/// @param object as it was read
/// @param told content distinguishing this event from others at the object
record EventBody(ClusterTarget target, JsonNode object, String told) {
  /// Longest part of an event's name before the digits, within the 253 characters of a name.
  private static final int LONGEST_NAME = 200;

  /// Longest message accepted by a server.
  private static final int LONGEST_MESSAGE = 1_024;

  /// Returns the address of the object's events.
  Address address() {
    return Address.all(ResourceType.EVENTS, target.address().namespace());
  }

  /// Returns the event as the server takes it.
  ///
  /// @param type `Normal` or `Warning`
  /// @param reason in one word
  /// @param now by a clock of ours
  JsonNode of(String type, String reason, String message, Instant now) {
    String at = now.truncatedTo(ChronoUnit.SECONDS).toString();
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("apiVersion", "v1").put("kind", "Event").put("type", type).put("reason", reason);
    event.putObject("metadata").put("name", name()).put("namespace", target.address().namespace());
    event.set("involvedObject", involved());
    event.put("message", message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)));
    event.put("firstTimestamp", at).put("lastTimestamp", at).put("count", 1);
    event.putObject("source").put("component", ApiServer.FIELD_MANAGER);
    return event;
  }

  private ObjectNode involved() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("apiVersion", object.path("apiVersion").asText())
        .put("kind", target.kind())
        .put("namespace", target.address().namespace())
        .put("name", target.address().name().orElse(""))
        .put("uid", uid());
  }

  private String uid() {
    return object.path("metadata").path("uid").asText();
  }

  private String name() {
    String name = target.address().name().orElse("");
    UUID digits = UUID.nameUUIDFromBytes((uid() + " " + told).getBytes(StandardCharsets.UTF_8));
    return name.substring(0, Math.min(name.length(), LONGEST_NAME)) + "." + digits;
  }
}
