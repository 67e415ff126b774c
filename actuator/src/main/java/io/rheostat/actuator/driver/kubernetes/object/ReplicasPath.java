package io.rheostat.actuator.driver.kubernetes.object;

import com.fasterxml.jackson.databind.JsonNode;
import io.rheostat.actuator.driver.kubernetes.api.JsonPatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Path in an object: a JSON pointer with list items chosen by a member, `[name=gpu]` for the one
/// whose member `name` is `gpu`, whatever its index.
///
/// @param steps from the object's root
record ReplicasPath(List<Step> steps) {
  private static final Pattern STEP =
      Pattern.compile("/(?:([^/\\[\\]]+)|\\[([A-Za-z0-9_-]+)=([^/\\[\\]]+)])");

  ReplicasPath {
    steps = List.copyOf(steps);
  }

  /// One step down.
  sealed interface Step {
    /// Step into a member of an object.
    record Member(String name) implements Step {}

    /// Step into the list item with this value in this member.
    record Item(String member, String value) implements Step {}
  }

  /// Parses `/spec/groups/[name=gpu]/replicas`.
  ///
  /// @throws IllegalArgumentException for any other text
  static ReplicasPath parse(String text) {
    Matcher matcher = STEP.matcher(text);
    List<Step> steps = new ArrayList<>();
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      end = matcher.end();
      steps.add(
          matcher.group(1) != null
              ? new Step.Member(matcher.group(1))
              : new Step.Item(matcher.group(2), matcher.group(3)));
    }
    if (steps.isEmpty() || end != text.length()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no path. Write it like /spec/groups/[name=gpu]/replicas.");
    }
    return new ReplicasPath(steps);
  }

  /// Returns the pointer to the place in this object as it is now; empty when a list on the way has
  /// no such item or the parent of the last member is missing.
  Optional<String> pointer(JsonNode object) {
    StringBuilder pointer = new StringBuilder();
    JsonNode node = object;
    for (Step step : steps) {
      if (!node.isContainerNode()) {
        return Optional.empty();
      }
      switch (step) {
        case Step.Member(String name) -> {
          pointer.append('/').append(JsonPatch.escaped(name));
          node = node.path(name);
        }
        case Step.Item item -> {
          int index = index(node, item);
          if (index < 0) {
            return Optional.empty();
          }
          pointer.append('/').append(index);
          node = node.path(index);
        }
      }
    }
    return Optional.of(pointer.toString());
  }

  private static int index(JsonNode list, Step.Item item) {
    for (int index = 0; index < list.size(); index++) {
      if (list.path(index).path(item.member()).asText().equals(item.value())) {
        return index;
      }
    }
    return -1;
  }

  /// Returns whether an entry of `managedFields` (its `fieldsV1`) has the place, or a list or
  /// object around it managed as a whole.
  boolean isIn(JsonNode fields) {
    JsonNode node = fields;
    for (Step step : steps) {
      String key =
          switch (step) {
            case Step.Member(String name) -> "f:" + name;
            case Step.Item(String member, String value) ->
                "k:{\"" + member + "\":\"" + value + "\"}";
          };
      node = node.path(key);
      if (node.isMissingNode()) {
        return false;
      }
      if (node.isEmpty()) {
        return true;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Step step : steps) {
      switch (step) {
        case Step.Member(String name) -> text.append('/').append(name);
        case Step.Item(String member, String value) ->
            text.append("/[").append(member).append('=').append(value).append(']');
      }
    }
    return text.toString();
  }
}
