package io.rheostat.actuator.driver.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.rheostat.actuator.driver.DriverReport;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Order;
import io.rheostat.model.fleet.Bounds;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// Objects, orders and workloads of the tests. No scheduler takes the pods of these objects, so
/// that they stay as a test leaves them on a real cluster, too.
public final class Sample {
  public static final String WORKLOAD = "chat";
  public static final String PLACEMENT = "h100";

  private Sample() {}

  public static Generation generation(int counter) {
    return new Generation(1, counter);
  }

  /// A target in the playground's namespace.
  public static Target target(Playground playground, String... keysAndValues) {
    TreeMap<String, String> settings = new TreeMap<>(Map.of("namespace", playground.namespace));
    for (int index = 0; index < keysAndValues.length; index += 2) {
      settings.put(keysAndValues[index], keysAndValues[index + 1]);
    }
    return new Target(KubernetesDriver.NAME, settings);
  }

  /// A Deployment with managed CPU of one container.
  public static Target managed(Playground playground, String name, String container, String cpu) {
    return target(
        playground, "deployment", name, "resources", "manage", "container", container, "cpu", cpu);
  }

  public static Order order(Target target, int replicas) {
    return new Order(PLACEMENT, target, replicas);
  }

  public static Workload workload(Target... targets) {
    List<Placement> placements = new ArrayList<>();
    for (Target target : targets) {
      String name = placements.isEmpty() ? PLACEMENT : PLACEMENT + placements.size();
      placements.add(
          new Placement(
              name,
              "h100",
              1,
              1,
              List.of(),
              0,
              0,
              Duration.ofSeconds(1),
              OptionalDouble.of(1),
              Optional.empty(),
              Optional.empty(),
              target));
    }
    return new Workload(
        WORKLOAD,
        "pool",
        new Objective.Profiled(1),
        Optional.empty(),
        placements,
        new Bounds(0, 10, OptionalDouble.empty()),
        List.of(),
        List.of());
  }

  public static DriverReport.Seen seen(KubernetesDriver driver, Target... targets) {
    return switch (driver.observe(workload(targets))) {
      case DriverReport.Seen seen -> seen;
      case DriverReport.Unknown(String reason) -> throw new AssertionError(reason);
    };
  }

  /// Creates a Deployment, or another object of its shape.
  public static String workloadObject(
      Playground playground, String groupVersion, String kind, String name, int replicas) {
    String plural = kind.toLowerCase(Locale.ROOT) + "s";
    playground.create(
        playground.path(groupVersion, plural),
        """
        {"apiVersion": "%s", "kind": "%s", "metadata": {"name": "%s"},
         "spec": {"replicas": %d, "selector": {"matchLabels": {"app": "%s"}},
          "template": {"metadata": {"labels": {"app": "%s"}}, "spec": %s}}}
        """
            .formatted(groupVersion, kind, name, replicas, name, name, POD_SPEC));
    return playground.path(groupVersion, plural + "/" + name);
  }

  public static String deployment(Playground playground, String name, int replicas) {
    return workloadObject(playground, "apps/v1", "Deployment", name, replicas);
  }

  public static final String POD_SPEC =
      """
      {"schedulerName": "nobody", "containers": [{"name": "server", "image": "pause",
       "resources": {"requests": {"memory": "1Gi", "cpu": "1"}, "limits": {"memory": "1Gi"}}}]}
      """;

  /// Creates a pod with these labels, in JSON, and gives it that status.
  public static String pod(Playground playground, String name, String labels, String status) {
    playground.create(
        playground.path("v1", "pods"),
        """
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "%s", "labels": %s},
         "spec": %s}
        """
            .formatted(name, labels, POD_SPEC));
    String path = playground.path("v1", "pods/" + name);
    playground.patch(
        path + "/status", "[{\"op\": \"add\", \"path\": \"/status\", \"value\": " + status + "}]");
    return path;
  }

  public static String ready(String since) {
    return """
    {"phase": "Running", "conditions": [
      {"type": "Ready", "status": "True", "lastTransitionTime": "%s"}]}
    """
        .formatted(since);
  }

  public static final String READY = ready("2026-01-01T00:01:40Z");
  public static final String STARTING = "{\"phase\": \"Pending\"}";

  /// Sets replicas as a person does.
  public static void scaleByHand(Playground playground, String path, int replicas) {
    playground.patch(
        path, "[{\"op\": \"add\", \"path\": \"/spec/replicas\", \"value\": " + replicas + "}]");
  }

  /// Writes something and so changes the version, as a controller does all the time.
  public static void touch(Playground playground, String path, String value) {
    playground.patch(
        path,
        "[{\"op\": \"add\", \"path\": \"/metadata/labels\", \"value\": {\"touched\": \""
            + value
            + "\"}}]");
  }

  public static int replicas(Playground playground, String path) {
    return playground.get(path).at("/spec/replicas").asInt();
  }

  public static String annotation(JsonNode object, String key) {
    return object.path("metadata").path("annotations").path(key).asText();
  }

  public static void autoscaler(Playground playground, String name, String target, String labels) {
    playground.create(
        playground.path("autoscaling/v1", "horizontalpodautoscalers"),
        """
        {"apiVersion": "autoscaling/v1", "kind": "HorizontalPodAutoscaler",
         "metadata": {"name": "%s", "labels": %s},
         "spec": {"minReplicas": 2, "maxReplicas": 9, "scaleTargetRef":
           {"apiVersion": "apps/v1", "kind": "Deployment", "name": "%s"}}}
        """
            .formatted(name, labels, target));
  }
}
