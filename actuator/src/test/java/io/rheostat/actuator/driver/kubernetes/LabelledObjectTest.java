package io.rheostat.actuator.driver.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rheostat.actuator.driver.kubernetes.api.CallFailedException;
import io.rheostat.actuator.driver.kubernetes.api.KubernetesCluster;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Labelled jobs of a namespace, on a server that grants everything.
final class LabelledObjectTest {
  private static final String KUBEFLOW = "kubeflow.org/v1";
  private static final String JOBSET = "jobset.x-k8s.io/v1alpha2";

  private final Playground playground = Playground.fake(Optional.empty());
  private final KubernetesCluster cluster = playground.kubernetes();

  @AfterEach
  void leave() throws IOException {
    cluster.close();
    playground.close();
  }

  private void create(
      String version, String plural, String kind, String metadata, String spec, String status) {
    playground.create(
        playground.path(version, plural),
        """
        {"apiVersion": "%s", "kind": "%s", "metadata": {%s}, "spec": %s, "status": %s}
        """
            .formatted(version, kind, metadata, spec, status));
  }

  private void pytorch(String metadata, String spec, String status) {
    create(KUBEFLOW, "pytorchjobs", "PyTorchJob", metadata, spec, status);
  }

  private List<LabelledObject> list(String kind) throws CallFailedException {
    return LabelledObject.list(cluster, kind, playground.namespace);
  }

  @Test
  void aPyTorchJobIsReadWithItsAnnotationsAndWorkers() throws CallFailedException {
    pytorch(
        """
        "name": "bert", "labels": {"rheostat.io/pool": "east"},
        "annotations": {"rheostat.io/mode": "act", "other.io/mode": "x"}
        """,
        """
        {"elasticPolicy": {"minReplicas": 2, "maxReplicas": 8},
         "pytorchReplicaSpecs": {"Worker": {"replicas": 4, "template": {"spec": {"containers": [
           {"resources": {"limits": {"nvidia.com/gpu": "2", "memory": "8Gi"}}},
           {"name": "sidecar"}]}}}}}
        """,
        "{}");
    pytorch("\"name\": \"plain\"", "{}", "{}");

    assertThat(list("pytorchJob"))
        .containsExactly(
            new LabelledObject(
                "PyTorchJob",
                playground.namespace,
                "bert",
                "east",
                new TreeMap<>(Map.of("mode", "act")),
                new TreeMap<>(Map.of("pytorchJob", "bert")),
                4,
                2,
                8,
                2,
                false));
  }

  @Test
  void aJobThatIsNotElasticStaysAsWideAsItIs() throws CallFailedException {
    pytorch(
        "\"name\": \"bert\", \"labels\": {\"rheostat.io/pool\": \"east\"}",
        "{\"pytorchReplicaSpecs\": {\"Worker\": {\"replicas\": 3}}}",
        "{}");

    LabelledObject job = list("pytorchJob").getFirst();
    assertThat(List.of(job.workers(), job.least(), job.most())).containsExactly(3, 3, 3);
    assertThat(job.devicesPerWorker()).isZero();
  }

  @Test
  void anEndIsSeen() throws CallFailedException {
    for (String type : List.of("Succeeded", "Failed", "Running")) {
      pytorch(
          "\"name\": \"%s\", \"labels\": {\"rheostat.io/pool\": \"east\"}"
              .formatted(type.toLowerCase(java.util.Locale.ROOT)),
          "{}",
          "{\"conditions\": [{\"type\": \"%s\", \"status\": \"True\"}]}".formatted(type));
    }

    assertThat(list("pytorchJob"))
        .filteredOn(LabelledObject::ended)
        .extracting(LabelledObject::name)
        .containsExactlyInAnyOrder("succeeded", "failed");
  }

  @Test
  void aJobSetScalesByItsReplicatedJob() throws CallFailedException {
    String spec =
        """
        {"replicatedJobs": [
          {"name": "driver", "replicas": 1, "template": {"spec": {}}},
          {"name": "workers", "replicas": 4, "template": {"spec": {"parallelism": 2, "template":
            {"spec": {"containers": [{"resources": {"limits": {"nvidia.com/gpu": 1}}}]}}}}}]}
        """;
    create(
        JOBSET,
        "jobsets",
        "JobSet",
        """
        "name": "gpt", "labels": {"rheostat.io/pool": "east"},
        "annotations": {"rheostat.io/replicatedJob": "workers"}
        """,
        spec,
        "{}");

    LabelledObject job = list("jobSet").getFirst();
    assertThat(job.target()).isEqualTo(Map.of("jobSet", "gpt", "replicatedJob", "workers"));
    assertThat(List.of(job.workers(), job.devicesPerWorker())).containsExactly(4, 2);
  }

  /// The Roles that let targets be resized do not let jobs be listed.
  @Test
  void aMissingRightIsNamed() throws IOException {
    try (Playground guarded = Playground.fake();
        KubernetesCluster restricted = guarded.kubernetes()) {
      assertThatThrownBy(() -> LabelledObject.list(restricted, "pytorchJob", guarded.namespace))
          .isInstanceOfSatisfying(
              CallFailedException.class,
              e -> assertThat(e.failure().words()).contains("pytorchjobs").contains("list"));
    }
  }
}
