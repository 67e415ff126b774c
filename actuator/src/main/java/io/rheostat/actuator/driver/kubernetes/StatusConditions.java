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

  /// Returns whether a Job, JobSet, PyTorchJob or TrainJob has failed, its own retries used up.
  static boolean isFailed(JsonNode object) {
    return isTrue(object, "Failed");
  }

  /// Returns whether a job says that it is over: done, or failed.
  static boolean isEnded(JsonNode object) {
    return isFailed(object) || isTrue(object, "Succeeded") || isTrue(object, "Completed");
  }

  static boolean isTrue(JsonNode object, String type) {
    return find(object, type).path("status").asText().equals("True");
  }
}
