package io.rheostat.actuator.driver.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.rheostat.actuator.driver.Owner;
import io.rheostat.actuator.driver.kubernetes.api.Address;
import io.rheostat.actuator.driver.kubernetes.api.ApiServer;
import io.rheostat.actuator.driver.kubernetes.api.CallFailedException;
import io.rheostat.actuator.driver.kubernetes.api.ResourceType;
import io.rheostat.actuator.driver.kubernetes.object.ClusterTarget;
import io.rheostat.actuator.driver.kubernetes.object.Fence;
import io.rheostat.actuator.driver.kubernetes.object.OtherWriter;
import io.rheostat.actuator.driver.kubernetes.object.ScaledObject;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.PlacementStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Observation of one placement's object.
///
/// @param status of the placement
/// @param generation newest generation at the object
/// @param complete whether it reports the job as ended
/// @param failed whether the job ended by failing for good
/// @param otherWriter another writer of it
record TargetObservation(
    PlacementStatus status,
    Generation generation,
    boolean complete,
    boolean failed,
    Optional<OtherWriter> otherWriter) {

  /// Observes the object once.
  static TargetObservation at(ApiServer server, ClusterTarget target, String placement, Owner owner)
      throws CallFailedException {
    ScaledObject holding = ScaledObject.read(server, target);
    Pods pods = Pods.of(server, holding);
    Optional<Fence> fence = Fence.read(holding.object(), placement);
    boolean foreign = owner.isForeign(fence.flatMap(Fence::owner));
    Optional<Fence> own = fence.filter(_ -> !foreign);
    Optional<OtherWriter> other =
        foreign && !target.takeOver()
            ? fence.flatMap(Fence::owner).map(OtherWriter::anotherRheostat)
            : OtherWriter.find(server, holding, own);
    JsonNode object = holding.object();
    return new TargetObservation(
        status(server, placement, holding, pods),
        own.map(Fence::generation).orElse(Generation.NONE),
        StatusConditions.isEnded(object),
        StatusConditions.isFailed(object),
        other);
  }

  /// Counts replicas out of pods: one with a pod missing is not ready, one with a pod left costs.
  private static PlacementStatus status(
      ApiServer server, String placement, ScaledObject holding, Pods pods)
      throws CallFailedException {
    int each = holding.podsPerReplica();
    int ready = pods.ready() / each;
    int pending = Math.ceilDiv(pods.pending(), each);
    Optional<String> reason = pods.pendingReason();
    int known = Math.ceilDiv(pods.living().size(), each);
    int missing = Math.max(0, holding.replicas() - known);
    int starting = Math.max(0, known - ready - pending);
    if (missing > 0) {
      Optional<String> refused = refused(server, holding);
      pending += refused.isPresent() ? missing : 0;
      starting += refused.isPresent() ? 0 : missing;
      reason = reason.or(() -> refused);
    }
    return new PlacementStatus(
        placement,
        holding.replicas(),
        ready,
        starting,
        Math.ceilDiv(pods.draining(), each),
        pending,
        reason,
        pods.lastStartup());
  }

  /// Returns the reason for missing pods: the object's own condition, copied by a Deployment from
  /// its ReplicaSet, else the newest warning about it.
  private static Optional<String> refused(ApiServer server, ScaledObject holding)
      throws CallFailedException {
    JsonNode failure = StatusConditions.find(holding.object(), "ReplicaFailure");
    if (failure.path("status").asText().equals("True")) {
      return Optional.of(failure.path("reason").asText() + ": " + failure.path("message").asText());
    }
    Address address = holding.target().address();
    String about =
        "involvedObject.name="
            + address.name().orElse("")
            + ",involvedObject.kind="
            + holding.target().kind()
            + ",reason=FailedCreate";
    List<JsonNode> events =
        server.list(
            Address.all(ResourceType.EVENTS, address.namespace()), Map.of("fieldSelector", about));
    return newest(holding, events);
  }

  /// Returns the message of the newest event. An event from before the object's creation says
  /// nothing of now: the server keeps them for an hour.
  private static Optional<String> newest(ScaledObject holding, List<JsonNode> events) {
    Optional<String> message = Optional.empty();
    Instant time = PodState.created(holding.object());
    for (JsonNode event : events) {
      Instant at = PodState.instant(event.path("lastTimestamp")).orElse(Instant.EPOCH);
      if (!at.isBefore(time)) {
        message = Optional.of("FailedCreate: " + event.path("message").asText());
        time = at;
      }
    }
    return message;
  }
}
