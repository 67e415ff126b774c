package io.rheostat.actuator.driver.kubernetes;

import static io.rheostat.actuator.driver.kubernetes.Sample.WORKLOAD;
import static io.rheostat.actuator.driver.kubernetes.Sample.generation;
import static io.rheostat.actuator.driver.kubernetes.Sample.order;
import static io.rheostat.actuator.driver.kubernetes.Sample.target;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rheostat.actuator.driver.DriverReport;
import io.rheostat.actuator.driver.kubernetes.object.Fence;
import io.rheostat.actuator.protocol.queue.Attempt;
import io.rheostat.model.command.Order;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.resource.Target;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Every kind of object. Runs against the API server of `KUBECONFIG` where there is one.
class KindsTest {
  private final Playground playground = Playground.open();
  private final KubernetesDriver driver = playground.driver();

  @AfterEach
  void leave() throws IOException {
    playground.close();
  }

  private String create(String groupVersion, String plural, String kind, String spec) {
    playground.install(groupVersion, plural, kind);
    playground.create(
        playground.path(groupVersion, plural),
        """
        {"apiVersion": "%s", "kind": "%s", "metadata": {"name": "it"}, "spec": %s}
        """
            .formatted(groupVersion, kind, spec));
    return playground.path(groupVersion, plural + "/it");
  }

  private JsonNode resized(Target target, String path, int replicas) {
    assertThat(driver.apply(WORKLOAD, order(target, replicas), generation(1)))
        .isInstanceOf(Attempt.Accepted.class);
    JsonNode after = playground.get(path);
    assertThat(Sample.annotation(after, Fence.generationKey(Sample.PLACEMENT))).isEqualTo("1.1");
    return after;
  }

  @Test
  void statefulSet() {
    String path = Sample.workloadObject(playground, "apps/v1", "StatefulSet", "it", 1);

    JsonNode after = resized(target(playground, "statefulSet", "it"), path, 3);

    assertThat(after.at("/spec/replicas").asInt()).isEqualTo(3);
  }

  @Test
  void leaderWorkerSet() {
    playground.install("leaderworkerset.x-k8s.io/v1", "leaderworkersets", "LeaderWorkerSet");
    String path =
        Sample.workloadObject(
            playground, "leaderworkerset.x-k8s.io/v1", "LeaderWorkerSet", "it", 1);

    JsonNode after = resized(target(playground, "leaderWorkerSet", "it"), path, 3);

    assertThat(after.at("/spec/replicas").asInt()).isEqualTo(3);
  }

  @Test
  void aGroupOfARayClusterAndNoOther() {
    String path =
        create(
            "ray.io/v1",
            "rayclusters",
            "RayCluster",
            """
            {"workerGroupSpecs": [{"groupName": "cpu", "replicas": 1},
              {"groupName": "gpu", "replicas": 1, "numOfHosts": 2}]}
            """);
    Target gpu = target(playground, "rayCluster", "it", "workerGroup", "gpu");
    for (String pod : new String[] {"a", "b", "c"}) {
      Sample.pod(
          playground, pod, "{\"ray.io/cluster\": \"it\", \"ray.io/group\": \"gpu\"}", Sample.READY);
    }

    JsonNode after = resized(gpu, path, 4);

    assertThat(after.at("/spec/workerGroupSpecs/0/replicas").asInt()).isEqualTo(1);
    assertThat(after.at("/spec/workerGroupSpecs/1/replicas").asInt()).isEqualTo(4);
    PlacementStatus status = Sample.seen(driver, gpu).placements().getFirst();
    assertThat(status.ready()).as("two hosts make one replica").isEqualTo(1);
    assertThat(status.starting()).isEqualTo(3);
  }

  @Test
  void raysOwnAutoscalerIsLeftAlone() {
    create(
        "ray.io/v1",
        "rayclusters",
        "RayCluster",
        """
        {"enableInTreeAutoscaling": true, "workerGroupSpecs": [{"groupName": "gpu", "replicas": 1}]}
        """);
    Target gpu = target(playground, "rayCluster", "it", "workerGroup", "gpu", "takeOver", "true");

    assertThat(driver.apply(WORKLOAD, order(gpu, 4), generation(1)))
        .isInstanceOf(Attempt.Refused.class);
  }

  @Test
  void aGroupThatIsNotThereIsRefused() {
    create("ray.io/v1", "rayclusters", "RayCluster", "{\"workerGroupSpecs\": []}");
    Target gpu = target(playground, "rayCluster", "it", "workerGroup", "gpu");

    assertThat(driver.apply(WORKLOAD, order(gpu, 4), generation(1)))
        .isInstanceOfSatisfying(
            Attempt.Refused.class,
            refused ->
                assertThat(refused.reason())
                    .contains("has nothing at /spec/workerGroupSpecs/[groupName=gpu]/replicas"));
  }

  @Test
  void workersOfAPyTorchJob() {
    String path =
        create(
            "kubeflow.org/v1",
            "pytorchjobs",
            "PyTorchJob",
            "{\"pytorchReplicaSpecs\": {\"Master\": {\"replicas\": 1}, \"Worker\": {\"replicas\":"
                + " 7}}}");

    Target job = target(playground, "pytorchJob", "it");
    JsonNode after = resized(job, path, 15);

    assertThat(after.at("/spec/pytorchReplicaSpecs/Worker/replicas").asInt()).isEqualTo(15);
    assertThat(after.at("/spec/pytorchReplicaSpecs/Master/replicas").asInt()).isEqualTo(1);

    playground.patch(
        path + "/status",
        "[{\"op\": \"add\", \"path\": \"/status\", \"value\":"
            + " {\"conditions\": [{\"type\": \"Succeeded\", \"status\": \"True\"}]}}]");
    assertThat(Sample.seen(driver, job).complete()).isTrue();
    assertThat(Sample.seen(driver, job).failed()).isFalse();

    playground.patch(
        path + "/status",
        "[{\"op\": \"add\", \"path\": \"/status\", \"value\":"
            + " {\"conditions\": [{\"type\": \"Failed\", \"status\": \"True\"}]}}]");
    assertThat(Sample.seen(driver, job).complete()).isTrue();
    assertThat(Sample.seen(driver, job).failed()).isTrue();
  }

  @Test
  void aReplicatedJobOfAJobSet() {
    String path =
        create(
            "jobset.x-k8s.io/v1alpha2",
            "jobsets",
            "JobSet",
            """
            {"replicatedJobs": [{"name": "driver", "replicas": 1},
              {"name": "workers", "replicas": 2, "template": {"spec": {"parallelism": 4}}}]}
            """);

    JsonNode after =
        resized(target(playground, "jobSet", "it", "replicatedJob", "workers"), path, 5);

    assertThat(after.at("/spec/replicatedJobs/1/replicas").asInt()).isEqualTo(5);
    assertThat(after.at("/spec/replicatedJobs/0/replicas").asInt()).isEqualTo(1);
  }

  @Test
  void anyKindByItsTypeThroughScale() {
    String path = Sample.deployment(playground, "it", 1);
    Target any = target(playground, "apiVersion", "apps/v1", "kind", "Deployment", "name", "it");

    assertThat(resized(any, path, 2).at("/spec/replicas").asInt()).isEqualTo(2);
  }

  @Test
  void anyKindByItsTypeThroughAPath() throws IOException {
    // Nobody can ship a Role for a kind that nobody knows.
    try (Playground free = Playground.fake(Optional.empty())) {
      free.create(
          free.path("example.org/v1", "gpugangs"),
          """
          {"apiVersion": "example.org/v1", "kind": "GpuGang", "metadata": {"name": "it"},
           "spec": {"groups": [{"name": "cpu", "size": 1}, {"name": "gpu", "size": 1}]}}
          """);
      Target gang =
          target(
              free,
              "apiVersion",
              "example.org/v1",
              "kind",
              "GpuGang",
              "name",
              "it",
              "replicasPath",
              "/spec/groups/[name=gpu]/size",
              "podSelector",
              "gang=it");

      assertThat(free.driver().apply(WORKLOAD, order(gang, 6), generation(1)))
          .isInstanceOf(Attempt.Accepted.class);

      JsonNode after = free.get(free.path("example.org/v1", "gpugangs/it"));
      assertThat(after.at("/spec/groups/1/size").asInt()).isEqualTo(6);
      assertThat(after.at("/spec/groups/0/size").asInt()).isEqualTo(1);
    }
  }

  @Test
  void aKindThatTheServerDoesNotHaveIsRefused() {
    Target none = target(playground, "apiVersion", "apps/v1", "kind", "Deploiment", "name", "it");

    assertThat(driver.apply(WORKLOAD, order(none, 6), generation(1)))
        .isEqualTo(new Attempt.Refused("the API server has no kind Deploiment in apps/v1."));
  }

  @Test
  void oneObjectMayHoldTwoPlacements() {
    String path =
        create(
            "ray.io/v1",
            "rayclusters",
            "RayCluster",
            """
            {"workerGroupSpecs": [{"groupName": "cpu", "replicas": 1},
              {"groupName": "gpu", "replicas": 1}]}
            """);
    Target cpu = target(playground, "rayCluster", "it", "workerGroup", "cpu");
    Target gpu = target(playground, "rayCluster", "it", "workerGroup", "gpu");

    driver.apply(WORKLOAD, order(cpu, 4), generation(2));
    Attempt older = driver.apply(WORKLOAD, new Order("h1001", gpu, 3), generation(1));

    assertThat(older).as("each placement has its own fence").isInstanceOf(Attempt.Accepted.class);
    assertThat(playground.get(path).at("/spec/workerGroupSpecs/0/replicas").asInt()).isEqualTo(4);
    assertThat(playground.get(path).at("/spec/workerGroupSpecs/1/replicas").asInt()).isEqualTo(3);
    assertThat(Sample.seen(driver, cpu, gpu)).isInstanceOf(DriverReport.Seen.class);
  }

  @Test
  void aQuotaThatStopsPodsIsPending() throws IOException {
    // A controller of a real cluster would write this status itself, and another one.
    try (Playground still = Playground.fake()) {
      String web = Sample.deployment(still, "web", 3);
      Sample.pod(still, "a", "{\"app\": \"web\"}", Sample.READY);
      still.patch(
          web + "/status",
          """
          [{"op": "add", "path": "/status", "value": {"conditions": [
            {"type": "ReplicaFailure", "status": "True", "reason": "FailedCreate",
             "message": "pods \\"web-x\\" is forbidden: exceeded quota: gpus"}]}}]
          """);

      PlacementStatus status =
          Sample.seen(still.driver(), target(still, "deployment", "web")).placements().getFirst();
      assertThat(status.pending()).isEqualTo(2);
      assertThat(status.starting()).isZero();
      assertThat(status.pendingReason())
          .contains("FailedCreate: pods \"web-x\" is forbidden: exceeded quota: gpus");
    }
  }
}
