package io.rheostat.actuator.driver.kubernetes.api;

/// A type of objects as the API server serves it.
///
/// @param group empty for the core group
/// @param version such as `v1`
/// @param plural such as `deployments`
public record ResourceType(String group, String version, String plural) {
  /// Pods, in the core group.
  public static final ResourceType PODS = new ResourceType("", "v1", "pods");

  /// Events, in the core group.
  public static final ResourceType EVENTS = new ResourceType("", "v1", "events");

  /// Horizontal pod autoscalers, of `autoscaling/v1`.
  public static final ResourceType AUTOSCALERS =
      new ResourceType("autoscaling", "v1", "horizontalpodautoscalers");

  /// Returns the group of `group/version`, empty for the core group's `v1`.
  public static String group(String apiVersion) {
    return apiVersion.substring(0, Math.max(0, apiVersion.indexOf('/')));
  }

  static String version(String apiVersion) {
    return apiVersion.substring(apiVersion.indexOf('/') + 1);
  }

  /// Returns the path of the server's list of resources of a group and version.
  static String discoveryPath(String group, String version) {
    return group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
  }

  /// Returns the discovery path of this type's group and version, such as `/apis/apps/v1`.
  public String path() {
    return discoveryPath(group, version);
  }
}
