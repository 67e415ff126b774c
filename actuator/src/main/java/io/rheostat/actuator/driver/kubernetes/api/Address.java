package io.rheostat.actuator.driver.kubernetes.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Address at an API server: an object, a part of it with calls of its own, or all objects of a
/// type in a namespace.
///
/// @param type their type
/// @param namespace their namespace
/// @param name of one object; all of them when absent
/// @param subresource such as `scale`
public record Address(
    ResourceType type, String namespace, Optional<String> name, Optional<String> subresource) {
  /// Returns the address of all objects of a type in a namespace.
  public static Address all(ResourceType type, String namespace) {
    return new Address(type, namespace, Optional.empty(), Optional.empty());
  }

  /// Returns the address of one object by type, namespace and name.
  public static Address of(ResourceType type, String namespace, String name) {
    return new Address(type, namespace, Optional.of(name), Optional.empty());
  }

  /// Returns the address of a subresource of this object, such as `scale`.
  public Address sub(String part) {
    return new Address(type, namespace, name, Optional.of(part));
  }

  /// Returns the path of the URL.
  public String path() {
    String path = type.path() + "/namespaces/" + encoded(namespace) + "/" + type.plural();
    return path
        + name.map(one -> "/" + encoded(one)).orElse("")
        + subresource.map(part -> "/" + part).orElse("");
  }

  /// Returns the resource as a Role names it: `deployments/scale`.
  String resource() {
    return type.plural() + subresource.map(part -> "/" + part).orElse("");
  }

  /// Returns the address for a person: `deployments/scale chat/chat-32b`.
  @Override
  public String toString() {
    return resource() + " " + namespace + name.map(one -> "/" + one).orElse("");
  }

  static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
