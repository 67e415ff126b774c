package io.rheostat.actuator.driver.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/// The conditions in an object's status.
final class StatusConditions {
  private StatusConditions() {}

  /// Returns the condition of a type; a missing node when there is none.
  static JsonNode find(JsonNode object, String type) {
    for (JsonNode condition : object.path("status").path("conditions")) {
      if (condition.path("type").asText().equals(type)) {
        return condition;
      }
    }
    return MissingNode.getInstance();
  }

  static boolean isTrue(JsonNode object, String type) {
    return find(object, type).path("status").asText().equals("True");
  }
}
