package io.rheostat.actuator.driver.kubernetes.object;

import com.fasterxml.jackson.databind.JsonNode;
import io.rheostat.actuator.driver.kubernetes.api.CallFailedException;
import io.rheostat.actuator.driver.kubernetes.api.Failure;
import io.rheostat.actuator.driver.kubernetes.api.JsonPatch;
import io.rheostat.model.command.Generation;
import java.util.Optional;

/// Record of the newest command at its object, in annotations.
///
/// ```
///   (none) ──► under way: owner, generation, replicas, from ──► done: owner, generation, replicas
///                 ▲  written under the version read        `from` removed after `scale`
///                 └── the same or a newer generation goes on here after a crash
/// ```
///
/// While `from` is there the object may have either number; once it is gone, any other number than
/// `replicas` was set by someone else.
///
/// @param generation of the command
/// @param replicas ordered by it
/// @param from previous replicas of the object, while the command is under way
/// @param owner the Rheostat behind it; empty in fences of builds without owners
public record Fence(
    Generation generation, int replicas, Optional<Integer> from, Optional<String> owner) {
  private static final String PREFIX = "rheostat.io/";

  /// Reads the fence of a placement at an object; none before its first command.
  public static Optional<Fence> read(JsonNode object, String placement) throws CallFailedException {
    JsonNode annotations = object.path("metadata").path("annotations");
    JsonNode generation = annotations.path(generationKey(placement));
    if (generation.isMissingNode()) {
      return Optional.empty();
    }
    JsonNode replicas = annotations.path(replicasKey(placement));
    JsonNode from = annotations.path(fromKey(placement));
    JsonNode owner = annotations.path(ownerKey(placement));
    try {
      return Optional.of(
          new Fence(
              plausible(Generation.parse(generation.asText())),
              Integer.parseInt(replicas.asText()),
              from.isMissingNode()
                  ? Optional.empty()
                  : Optional.of(Integer.parseInt(from.asText())),
              owner.isMissingNode() ? Optional.empty() : Optional.of(owner.asText())));
    } catch (IllegalArgumentException _) {
      throw new CallFailedException(
          Failure.Cause.INVALID,
          "the annotations "
              + generationKey(placement)
              + ", "
              + replicasKey(placement)
              + " read "
              + generation
              + ", "
              + replicas
              + ", which nobody here wrote. Remove them.");
    }
  }

  /// Refuses an implausible generation. No planner reaches it; once accepted, no command could ever
  /// follow it.
  private static Generation plausible(Generation generation) {
    if (!generation.isPlausible()) {
      throw new IllegalArgumentException(
          "generation " + generation + " is beyond any that is issued");
    }
    return generation;
  }

  /// Returns whether someone else set the replicas since.
  boolean isMoved(int holds) {
    return holds != replicas && from.filter(before -> before == holds).isEmpty();
  }

  /// Returns the patch to write it at the object as it was read, so two commands cannot overwrite
  /// one another's unseen.
  public JsonPatch patch(JsonNode object, String placement) {
    JsonPatch patch =
        JsonPatch.of(object)
            .withAnnotations(object)
            .set(JsonPatch.annotation(generationKey(placement)), generation.toString())
            .set(JsonPatch.annotation(replicasKey(placement)), Integer.toString(replicas));
    owner.ifPresent(id -> patch.set(JsonPatch.annotation(ownerKey(placement)), id));
    String fromKey = fromKey(placement);
    from.ifPresent(before -> patch.set(JsonPatch.annotation(fromKey), Integer.toString(before)));
    if (from.isEmpty() && object.path("metadata").path("annotations").has(fromKey)) {
      patch.remove(JsonPatch.annotation(fromKey));
    }
    return patch;
  }

  /// Returns the patch to mark it done, unless a newer command has come in between.
  public JsonPatch done(String placement) {
    return JsonPatch.unconditional()
        .require(JsonPatch.annotation(generationKey(placement)), generation.toString())
        .remove(JsonPatch.annotation(fromKey(placement)));
  }

  /// Returns the annotation key holding the newest generation taken for a placement.
  public static String generationKey(String placement) {
    return PREFIX + "generation." + placement;
  }

  static String ownerKey(String placement) {
    return PREFIX + "owner." + placement;
  }

  static String replicasKey(String placement) {
    return PREFIX + "replicas." + placement;
  }

  static String fromKey(String placement) {
    return PREFIX + "from." + placement;
  }
}
