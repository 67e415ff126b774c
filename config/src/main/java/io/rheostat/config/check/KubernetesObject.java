package io.rheostat.config.check;

import io.rheostat.config.shape.KubernetesShapes;
import io.rheostat.model.resource.Target;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/// Object of Kubernetes behind a target, in lower case throughout.
///
/// @param context of the access; empty for the one in force
/// @param namespace of the object
/// @param kind such as `deployment`, written either way
/// @param name of the object
/// @param part to scale, or the path of its replicas; empty if there is one only
public record KubernetesObject(
    String context, String namespace, String kind, String name, String part) {
  /// Returns the object of a target that names one in Kubernetes.
  public static KubernetesObject of(Target target) {
    SortedMap<String, String> settings = target.settings();
    String kind = settings.getOrDefault("kind", "");
    String name = settings.getOrDefault("name", "");
    String part = settings.getOrDefault("replicasPath", "");
    for (Map.Entry<String, String> known : KubernetesShapes.KINDS.entrySet()) {
      if (settings.containsKey(known.getKey())) {
        kind = known.getKey();
        name = settings.getOrDefault(kind, "");
        part = settings.getOrDefault(known.getValue(), "");
      }
    }
    return new KubernetesObject(
        lower(settings.getOrDefault("context", "")),
        lower(settings.getOrDefault("namespace", "")),
        lower(kind),
        lower(name),
        lower(part));
  }

  /// Returns whether it may be the other's object, or a part of it: two contexts may be one
  /// cluster.
  public boolean mayBe(KubernetesObject other) {
    return namespace.equals(other.namespace) && kind.equals(other.kind) && name.equals(other.name);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
