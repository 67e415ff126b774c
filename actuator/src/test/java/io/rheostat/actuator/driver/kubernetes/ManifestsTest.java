package io.rheostat.actuator.driver.kubernetes;

import static io.rheostat.actuator.driver.kubernetes.Sample.WORKLOAD;
import static io.rheostat.actuator.driver.kubernetes.Sample.generation;
import static io.rheostat.actuator.driver.kubernetes.Sample.order;
import static io.rheostat.actuator.driver.kubernetes.Sample.target;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rheostat.actuator.driver.kubernetes.api.Verb;
import io.rheostat.actuator.protocol.queue.Attempt;
import io.rheostat.model.resource.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The Roles of `deploy` grant what the driver does and no more. All other tests on the fake server
/// run under these Roles, too: a call that none grants would fail them.
class ManifestsTest {
  @Test
  void theRolesGrantWhatTheDriverDoesAndNoMore() throws IOException {
    try (Playground playground = Playground.fake()) {
      KubernetesDriver driver = playground.driver();
      for (Target target : objects(playground)) {
        for (int replicas : new int[] {3, 1}) {
          assertThat(driver.apply(WORKLOAD, order(target, replicas), generation(9 - replicas)))
              .isInstanceOf(Attempt.Accepted.class);
        }
        Sample.seen(driver, target);
      }
      assertThat(playground.cluster().used()).isEqualTo(Manifests.read(Manifests.TARGET).granted());
    }
  }

  /// One object of each kind.
  private static List<Target> objects(Playground playground) {
    Sample.deployment(playground, "it", 2);
    Sample.workloadObject(playground, "apps/v1", "StatefulSet", "it", 2);
    Sample.workloadObject(playground, "leaderworkerset.x-k8s.io/v1", "LeaderWorkerSet", "it", 2);
    create(
        playground,
        "ray.io/v1",
        "rayclusters",
        "RayCluster",
        "{\"workerGroupSpecs\": [{\"groupName\": \"gpu\", \"replicas\": 2}]}");
    create(
        playground,
        "kubeflow.org/v1",
        "pytorchjobs",
        "PyTorchJob",
        "{\"pytorchReplicaSpecs\": {\"Worker\": {\"replicas\": 2}}}");
    create(
        playground,
        "jobset.x-k8s.io/v1alpha2",
        "jobsets",
        "JobSet",
        "{\"replicatedJobs\": [{\"name\": \"workers\", \"replicas\": 2}]}");
    Sample.pod(playground, "a", "{\"app\": \"it\"}", Sample.READY);
    Sample.pod(playground, "b", "{\"app\": \"it\"}", Sample.READY);
    List<Target> targets = new ArrayList<>();
    targets.add(Sample.managed(playground, "it", "server", "3"));
    targets.add(target(playground, "statefulSet", "it"));
    targets.add(target(playground, "leaderWorkerSet", "it", "podSelector", "lws=it"));
    targets.add(target(playground, "rayCluster", "it", "workerGroup", "gpu"));
    targets.add(target(playground, "pytorchJob", "it"));
    targets.add(target(playground, "jobSet", "it", "replicatedJob", "workers"));
    return targets;
  }

  private static void create(
      Playground playground, String version, String plural, String kind, String spec) {
    playground.create(
        playground.path(version, plural),
        """
        {"apiVersion": "%s", "kind": "%s", "metadata": {"name": "it"}, "spec": %s}
        """
            .formatted(version, kind, spec));
  }

  @Test
  void aNamespaceThatIsOnlyScrapedListsPodsAndNoMore() {
    assertThat(Manifests.read(Path.of("../deploy/kustomize/discovery/role.yaml")).granted())
        .containsExactly(new Rule("", "pods", Verb.LIST));
  }

  @Test
  void kindsThatNoTargetNamesAreNotGranted() {
    assertThat(Manifests.read(Manifests.SECURED).granted())
        .containsExactlyInAnyOrder(
            new Rule("", "pods", Verb.LIST),
            new Rule("", "events", Verb.LIST),
            new Rule("", "events", Verb.CREATE),
            new Rule("autoscaling", "horizontalpodautoscalers", Verb.LIST),
            new Rule("apps", "statefulsets", Verb.GET),
            new Rule("apps", "statefulsets", Verb.PATCH),
            new Rule("apps", "statefulsets/scale", Verb.GET),
            new Rule("apps", "statefulsets/scale", Verb.UPDATE),
            new Rule("agones.dev", "fleets", Verb.GET),
            new Rule("agones.dev", "fleets", Verb.PATCH),
            new Rule("agones.dev", "fleets/scale", Verb.GET),
            new Rule("agones.dev", "fleets/scale", Verb.UPDATE));
  }

  @Test
  void nothingReachesBeyondANamespace() {
    for (Path file : Manifests.files()) {
      Manifests shipped = Manifests.read(file);
      assertThat(shipped.documents())
          .as(file.toString())
          .isNotEmpty()
          .extracting(object -> object.path("kind").asText())
          .doesNotContain("ClusterRole", "ClusterRoleBinding", "CustomResourceDefinition");
      assertThat(shipped.documents())
          .as(file.toString())
          .noneMatch(object -> object.at("/metadata/namespace").asText().isEmpty());
      assertThat(shipped.granted()).noneMatch(rule -> rule.resource().contains("*"));
    }
  }

  @Test
  void everyRoleIsBoundToTheAccountThatTheDeploymentRunsUnder() {
    Manifests shipped = Manifests.read(Manifests.EXAMPLE);
    String account = shipped.pod().path("serviceAccountName").asText();
    assertThat(shipped.only("ServiceAccount").at("/metadata/name").asText()).isEqualTo(account);
    List<String> bound = new ArrayList<>();
    for (JsonNode binding : shipped.ofKind("RoleBinding")) {
      assertThat(binding.at("/subjects/0/name").asText()).isEqualTo(account);
      assertThat(binding.at("/subjects/0/namespace").asText())
          .isEqualTo(shipped.only("Deployment").at("/metadata/namespace").asText());
      bound.add(place(binding) + "/" + binding.at("/roleRef/name").asText());
    }
    assertThat(bound)
        .containsExactlyInAnyOrderElementsOf(
            shipped.ofKind("Role").stream()
                .map(role -> place(role) + "/" + role.at("/metadata/name").asText())
                .toList())
        .containsExactlyInAnyOrder("chat/rheostat", "batch/rheostat-discovery");
  }

  private static String place(JsonNode object) {
    return object.at("/metadata/namespace").asText();
  }
}
