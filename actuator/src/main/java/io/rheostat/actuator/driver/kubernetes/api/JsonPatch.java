package io.rheostat.actuator.driver.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Changes of one object, all or none of them made (RFC 6902). One kind of patch for all objects:
/// the strategic one is unknown to custom resources, and a merge patch replaces whole lists.
public final class JsonPatch {
  private final ArrayNode operations = JsonNodeFactory.instance.arrayNode();

  /// Returns a patch of the object as it was read: the server answers 409 when it has changed
  /// since.
  public static JsonPatch of(JsonNode object) {
    JsonPatch patch = new JsonPatch();
    patch.add("replace", "/metadata/resourceVersion").put("value", version(object));
    return patch;
  }

  /// Returns a patch of an object whatever its version.
  public static JsonPatch unconditional() {
    return new JsonPatch();
  }

  /// Returns the resource version of an object as it was read; empty text when it has none.
  public static String version(JsonNode object) {
    return object.path("metadata").path("resourceVersion").asText();
  }

  /// Sets a member of an object, whether it is there or not.
  public JsonPatch set(String pointer, JsonNode value) {
    add("add", pointer).set("value", value);
    return this;
  }

  /// Sets a member of an object to a text, whether it is there or not.
  public JsonPatch set(String pointer, String value) {
    return set(pointer, JsonNodeFactory.instance.textNode(value));
  }

  /// Removes a member of an object; the server refuses the patch when there is none.
  public JsonPatch remove(String pointer) {
    add("remove", pointer);
    return this;
  }

  /// Refuses the whole patch unless this holds.
  public JsonPatch require(String pointer, String value) {
    add("test", pointer).put("value", value);
    return this;
  }

  /// Adds the annotations member to an object without one.
  public JsonPatch withAnnotations(JsonNode object) {
    return object.path("metadata").path("annotations").isObject()
        ? this
        : set("/metadata/annotations", JsonNodeFactory.instance.objectNode());
  }

  /// Returns the JSON pointer of an annotation, its key escaped.
  public static String annotation(String key) {
    return "/metadata/annotations/" + escaped(key);
  }

  /// Returns a member's name as part of a pointer.
  public static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  JsonNode body() {
    return operations;
  }

  private ObjectNode add(String operation, String pointer) {
    return operations.addObject().put("op", operation).put("path", pointer);
  }
}
