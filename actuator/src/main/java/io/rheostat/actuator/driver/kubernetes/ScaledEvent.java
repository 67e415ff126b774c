package io.rheostat.actuator.driver.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Order;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/// Event at an object whose replicas a command has changed, for `kubectl describe` and `kubectl get
/// events`.
///
/// Its name is made of the object, the placement and the generation: the same command again,
/// after a crash or by another process, meets the event that is there.
///
/// @param holding the object as it was before
/// @param order what was asked for
/// @param generation of the command
/// @param from replicas before
record ScaledEvent(Holding holding, Order order, Generation generation, int from) {
  static final String REASON = "Scaled";

  /// Leaves room for the digits within the 253 characters of a name.
  private static final int LONGEST_NAME = 200;

  Address address() {
    return Address.all(ResourceType.EVENTS, object().namespace());
  }

  private Address object() {
    return holding.target().address();
  }

  /// Returns the event as the server takes it, dated by a clock of ours.
  JsonNode body(String workload, Instant now) {
    String at = now.truncatedTo(ChronoUnit.SECONDS).toString();
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("apiVersion", "v1").put("kind", "Event").put("type", "Normal").put("reason", REASON);
    event.putObject("metadata").put("name", name()).put("namespace", object().namespace());
    event.set("involvedObject", involved());
    event.put(
        "message",
        "command %s: placement %s of %s scaled from %d to %d replicas"
            .formatted(generation, order.placement(), workload, from, order.replicas()));
    event.put("firstTimestamp", at).put("lastTimestamp", at).put("count", 1);
    event.putObject("source").put("component", ApiServer.FIELD_MANAGER);
    return event;
  }

  private ObjectNode involved() {
    JsonNode object = holding.object();
    return JsonNodeFactory.instance
        .objectNode()
        .put("apiVersion", object.path("apiVersion").asText())
        .put("kind", holding.target().kind())
        .put("namespace", object().namespace())
        .put("name", object().name().orElse(""))
        .put("uid", uid());
  }

  private String uid() {
    return holding.object().path("metadata").path("uid").asText();
  }

  private String name() {
    String name = object().name().orElse("");
    String whole = uid() + " " + order.placement() + " " + generation;
    UUID digits = UUID.nameUUIDFromBytes(whole.getBytes(StandardCharsets.UTF_8));
    return name.substring(0, Math.min(name.length(), LONGEST_NAME)) + "." + digits;
  }
}
