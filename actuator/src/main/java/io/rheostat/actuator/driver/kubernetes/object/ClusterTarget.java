package io.rheostat.actuator.driver.kubernetes.object;

import io.rheostat.actuator.driver.kubernetes.api.Address;
import io.rheostat.actuator.driver.kubernetes.api.CallFailedException;
import io.rheostat.actuator.driver.kubernetes.api.Failure;
import io.rheostat.actuator.driver.kubernetes.api.ResourceType;
import java.util.Map;
import java.util.Optional;

/// Parsed settings of a target.
///
/// @param address the object
/// @param kind its kind
/// @param replicas path of its replicas; its `scale` subresource when absent
/// @param template path of its pods' template
/// @param podsPerReplica path of the number of a replica's pods; one when absent
/// @param pods labels of its pods; those in its `scale` subresource when absent
/// @param requests desired requests of a container; left alone when absent
/// @param takeOver whether a person's change is overwritten
public record ClusterTarget(
    Address address,
    String kind,
    Optional<ReplicasPath> replicas,
    ReplicasPath template,
    Optional<ReplicasPath> podsPerReplica,
    Optional<String> pods,
    Optional<ContainerRequests> requests,
    boolean takeOver) {

  /// Lookup of a server's type for a kind without built-in support.
  @FunctionalInterface
  public interface Types {
    /// Returns the type serving a kind of an API version, such as `apps/v1`.
    ///
    /// @throws CallFailedException when the server has no such kind or does not answer
    public ResourceType of(String apiVersion, String kind) throws CallFailedException;
  }

  /// Parses settings already checked by the configuration.
  public static ClusterTarget of(Map<String, String> settings, Types types)
      throws CallFailedException {
    for (Map.Entry<String, ResourceFamily> entry : ResourceFamily.BY_SETTING.entrySet()) {
      Optional<String> name = text(settings, entry.getKey());
      if (name.isPresent()) {
        return known(settings, entry.getValue(), name.get());
      }
    }
    String kind = required(settings, "kind");
    Address address =
        Address.of(
            types.of(required(settings, "apiVersion"), kind),
            required(settings, "namespace"),
            required(settings, "name"));
    return new ClusterTarget(
        address,
        kind,
        path(settings),
        ReplicasPath.parse("/spec/template"),
        Optional.empty(),
        text(settings, "podSelector"),
        ContainerRequests.of(settings),
        takesOver(settings));
  }

  private static ClusterTarget known(
      Map<String, String> settings, ResourceFamily family, String name) throws CallFailedException {
    String part = family.part().isPresent() ? required(settings, family.part().get()) : "";
    Optional<ReplicasPath> own = path(settings);
    return new ClusterTarget(
        Address.of(family.type(), required(settings, "namespace"), name),
        family.kind(),
        own.isPresent() ? own : family.replicas().map(path -> place(path, name, part)),
        place(family.template(), name, part),
        family.podsPerReplica().map(path -> place(path, name, part)),
        text(settings, "podSelector")
            .or(() -> family.pods().map(labels -> labels.formatted(name, part))),
        ContainerRequests.of(settings),
        takesOver(settings));
  }

  private static ReplicasPath place(String path, String name, String part) {
    return ReplicasPath.parse(path.formatted(name, part));
  }

  private static Optional<ReplicasPath> path(Map<String, String> settings)
      throws CallFailedException {
    try {
      return text(settings, "replicasPath").map(ReplicasPath::parse);
    } catch (IllegalArgumentException malformed) {
      throw new CallFailedException(
          Failure.Cause.INVALID, "replicasPath of the target: " + malformed.getMessage());
    }
  }

  private static boolean takesOver(Map<String, String> settings) {
    return text(settings, "takeOver").filter("true"::equals).isPresent();
  }

  private static Optional<String> text(Map<String, String> settings, String key) {
    return Optional.ofNullable(settings.get(key));
  }

  private static String required(Map<String, String> settings, String key)
      throws CallFailedException {
    Optional<String> value = text(settings, key);
    if (value.isEmpty()) {
      throw new CallFailedException(
          Failure.Cause.INVALID, "the target has no " + key + ": " + settings + ".");
    }
    return value.get();
  }

  /// Returns the target for a person: `Deployment chat/chat-32b`.
  public String words() {
    return kind + " " + address.namespace() + "/" + address.name().orElse("");
  }

  /// Returns whether a scale down takes the pods of the least deletion cost, as a ReplicaSet does.
  public boolean heedsDeletionCost() {
    return kind.equals("Deployment") || kind.equals("ReplicaSet");
  }
}
