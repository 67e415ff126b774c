package io.rheostat.actuator.driver.kubernetes.object;

import io.rheostat.actuator.driver.kubernetes.api.ResourceType;
import java.util.Map;
import java.util.Optional;

/// A known kind of object, with the paths needed by the driver. `%1$s` stands for the object's
/// name, `%2$s` for the part of it that scales.
///
/// @param part setting for the name of the part; empty where the whole object scales
/// @param type its type
/// @param kind its kind
/// @param replicas path of its replicas; empty where its `scale` subresource has them
/// @param template path of its pods' template
/// @param podsPerReplica path of the number of a replica's pods; empty where it is one
/// @param pods labels of its pods; empty where its `scale` subresource has them
record ResourceFamily(
    Optional<String> part,
    ResourceType type,
    String kind,
    Optional<String> replicas,
    String template,
    Optional<String> podsPerReplica,
    Optional<String> pods) {

  /// The known kinds by the setting for the name of their object.
  static final Map<String, ResourceFamily> BY_SETTING =
      Map.of(
          "deployment",
          scaled(new ResourceType("apps", "v1", "deployments"), "Deployment", "/spec/template"),
          "statefulSet",
          scaled(new ResourceType("apps", "v1", "statefulsets"), "StatefulSet", "/spec/template"),
          "leaderWorkerSet",
          scaled(
              new ResourceType("leaderworkerset.x-k8s.io", "v1", "leaderworkersets"),
              "LeaderWorkerSet",
              "/spec/leaderWorkerTemplate/workerTemplate"),
          "rayCluster",
          new ResourceFamily(
              Optional.of("workerGroup"),
              new ResourceType("ray.io", "v1", "rayclusters"),
              "RayCluster",
              Optional.of("/spec/workerGroupSpecs/[groupName=%2$s]/replicas"),
              "/spec/workerGroupSpecs/[groupName=%2$s]/template",
              Optional.of("/spec/workerGroupSpecs/[groupName=%2$s]/numOfHosts"),
              Optional.of("ray.io/cluster=%1$s,ray.io/group=%2$s")),
          "pytorchJob",
          new ResourceFamily(
              Optional.empty(),
              new ResourceType("kubeflow.org", "v1", "pytorchjobs"),
              "PyTorchJob",
              Optional.of("/spec/pytorchReplicaSpecs/Worker/replicas"),
              "/spec/pytorchReplicaSpecs/Worker/template",
              Optional.empty(),
              Optional.of(
                  "training.kubeflow.org/job-name=%1$s,training.kubeflow.org/replica-type=worker")),
          "jobSet",
          new ResourceFamily(
              Optional.of("replicatedJob"),
              new ResourceType("jobset.x-k8s.io", "v1alpha2", "jobsets"),
              "JobSet",
              Optional.of("/spec/replicatedJobs/[name=%2$s]/replicas"),
              "/spec/replicatedJobs/[name=%2$s]/template/spec/template",
              Optional.of("/spec/replicatedJobs/[name=%2$s]/template/spec/parallelism"),
              Optional.of(
                  "jobset.sigs.k8s.io/jobset-name=%1$s,"
                      + "jobset.sigs.k8s.io/replicatedjob-name=%2$s")));

  private static ResourceFamily scaled(ResourceType type, String kind, String template) {
    return new ResourceFamily(
        Optional.empty(),
        type,
        kind,
        Optional.empty(),
        template,
        Optional.empty(),
        Optional.empty());
  }
}
