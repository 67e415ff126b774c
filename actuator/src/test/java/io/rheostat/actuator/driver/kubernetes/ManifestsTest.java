package io.rheostat.actuator.driver.kubernetes;

import static io.rheostat.actuator.driver.kubernetes.Sample.WORKLOAD;
import static io.rheostat.actuator.driver.kubernetes.Sample.generation;
import static io.rheostat.actuator.driver.kubernetes.Sample.order;
import static io.rheostat.actuator.driver.kubernetes.Sample.target;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rheostat.actuator.protocol.Attempt;
import io.rheostat.model.fleet.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The manifests grant what the driver does and no more. All other tests on the fake server run
/// under these Roles, too: a call that none grants would fail them.
class ManifestsTest {
  private static final Manifests SHIPPED = Manifests.read(Path.of("../deploy/kubernetes"));

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
      assertThat(playground.cluster().used()).isEqualTo(SHIPPED.granted());
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
    targets.add(
        target(
            playground,
            "deployment",
            "it",
            "resources",
            "manage",
            "container",
            "server",
            "cpu",
            "3"));
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
  void nothingReachesBeyondANamespace() {
    assertThat(SHIPPED.ofKind("ClusterRole")).isEmpty();
    assertThat(SHIPPED.ofKind("ClusterRoleBinding")).isEmpty();
    assertThat(SHIPPED.granted()).noneMatch(rule -> rule.resource().contains("*"));
    assertThat(SHIPPED.ofKind("CustomResourceDefinition")).isEmpty();
  }

  @Test
  void everyRoleIsBoundToTheAccountThatTheDeploymentRunsUnder() {
    JsonNode deployment = SHIPPED.ofKind("Deployment").getFirst();
    String account = deployment.at("/spec/template/spec/serviceAccountName").asText();
    assertThat(SHIPPED.ofKind("ServiceAccount"))
        .singleElement()
        .satisfies(one -> assertThat(one.at("/metadata/name").asText()).isEqualTo(account));
    List<String> bound = new ArrayList<>();
    for (JsonNode binding : SHIPPED.ofKind("RoleBinding")) {
      assertThat(binding.at("/subjects/0/name").asText()).isEqualTo(account);
      assertThat(binding.at("/subjects/0/namespace").asText())
          .isEqualTo(deployment.at("/metadata/namespace").asText());
      bound.add(binding.at("/roleRef/name").asText());
    }
    assertThat(bound)
        .containsExactlyInAnyOrderElementsOf(
            SHIPPED.ofKind("Role").stream()
                .map(role -> role.at("/metadata/name").asText())
                .toList());
  }

  @Test
  void theDeploymentOpensNoPortAndHasNoRights() {
    JsonNode pod = SHIPPED.ofKind("Deployment").getFirst().at("/spec/template/spec");
    assertThat(SHIPPED.ofKind("Service")).isEmpty();
    assertThat(pod.at("/containers/0/ports").isMissingNode()).isTrue();
    assertThat(pod.path("hostNetwork").asBoolean()).isFalse();
    JsonNode security = pod.at("/containers/0/securityContext");
    assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
  }
}
