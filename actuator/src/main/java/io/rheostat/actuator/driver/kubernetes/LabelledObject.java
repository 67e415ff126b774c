package io.rheostat.actuator.driver.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.rheostat.actuator.driver.kubernetes.api.Address;
import io.rheostat.actuator.driver.kubernetes.api.CallFailedException;
import io.rheostat.actuator.driver.kubernetes.api.KubernetesCluster;
import io.rheostat.actuator.driver.kubernetes.api.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Training job in a cluster that is labelled with the pool it belongs to.
///
/// @param kind its kind, such as `PyTorchJob`
/// @param namespace of the object
/// @param name of the object
/// @param pool value of the label
/// @param annotations values by key, those of ours without the prefix
/// @param target the settings that name it as a target, without the namespace
/// @param workers workers in its specification
/// @param least fewest workers it is elastic down to; the same where it is not elastic
/// @param most most workers it is elastic up to
/// @param devicesPerWorker devices of a worker, by the limits of its containers; 0 for none
/// @param ended whether it reports that it is done or failed
public record LabelledObject(
    String kind,
    String namespace,
    String name,
    String pool,
    SortedMap<String, String> annotations,
    SortedMap<String, String> target,
    int workers,
    int least,
    int most,
    int devicesPerWorker,
    boolean ended) {
  /// Label with the name of the job's pool, and the prefix of its annotations.
  public static final String LABEL = "rheostat.io/pool";

  private static final String PREFIX = "rheostat.io/";

  /// Lists the labelled jobs of a namespace.
  ///
  /// @param kind the key of a target that names such an object: `pytorchJob` or `jobSet`
  /// @throws CallFailedException when the server refuses to list them, or does not answer
  public static List<LabelledObject> list(KubernetesCluster cluster, String kind, String namespace)
      throws CallFailedException {
    boolean pytorch = kind.equals("pytorchJob");
    ResourceType type =
        pytorch
            ? new ResourceType("kubeflow.org", "v1", "pytorchjobs")
            : new ResourceType("jobset.x-k8s.io", "v1alpha2", "jobsets");
    List<LabelledObject> found = new ArrayList<>();
    for (JsonNode object :
        cluster.server().list(Address.all(type, namespace), Map.of("labelSelector", LABEL))) {
      if (!object.path("metadata").has("deletionTimestamp")) {
        found.add(pytorch ? pytorchJob(object) : jobSet(object));
      }
    }
    return found;
  }

  private static LabelledObject pytorchJob(JsonNode object) {
    JsonNode worker = object.path("spec").path("pytorchReplicaSpecs").path("Worker");
    JsonNode elastic = object.path("spec").path("elasticPolicy");
    int workers = worker.path("replicas").asInt(1);
    return new LabelledObject(
        "PyTorchJob",
        object.path("metadata").path("namespace").asText(),
        name(object),
        label(object),
        annotations(object),
        new TreeMap<>(Map.of("pytorchJob", name(object))),
        workers,
        elastic.path("minReplicas").asInt(workers),
        elastic.path("maxReplicas").asInt(workers),
        devices(worker.path("template")),
        StatusConditions.isEnded(object));
  }

  /// The replicated job of a JobSet is its only one, or the one named by an annotation.
  private static LabelledObject jobSet(JsonNode object) {
    SortedMap<String, String> annotations = annotations(object);
    JsonNode jobs = object.path("spec").path("replicatedJobs");
    String part = annotations.getOrDefault("replicatedJob", jobs.path(0).path("name").asText());
    JsonNode job = jobs.path(0);
    for (JsonNode one : jobs) {
      job = one.path("name").asText().equals(part) ? one : job;
    }
    int workers = job.path("replicas").asInt(1);
    JsonNode pods = job.path("template").path("spec");
    return new LabelledObject(
        "JobSet",
        object.path("metadata").path("namespace").asText(),
        name(object),
        label(object),
        annotations,
        new TreeMap<>(Map.of("jobSet", name(object), "replicatedJob", part)),
        workers,
        workers,
        workers,
        devices(pods.path("template")) * pods.path("parallelism").asInt(1),
        StatusConditions.isEnded(object));
  }

  private static String name(JsonNode object) {
    return object.path("metadata").path("name").asText();
  }

  private static String label(JsonNode object) {
    return object.path("metadata").path("labels").path(LABEL).asText();
  }

  private static SortedMap<String, String> annotations(JsonNode object) {
    SortedMap<String, String> own = new TreeMap<>();
    for (Map.Entry<String, JsonNode> one :
        object.path("metadata").path("annotations").properties()) {
      if (one.getKey().startsWith(PREFIX)) {
        own.put(one.getKey().substring(PREFIX.length()), one.getValue().asText());
      }
    }
    return own;
  }

  private static int devices(JsonNode template) {
    int devices = 0;
    for (JsonNode container : template.path("spec").path("containers")) {
      for (Map.Entry<String, JsonNode> limit :
          container.path("resources").path("limits").properties()) {
        devices += limit.getKey().endsWith("/gpu") ? limit.getValue().asInt() : 0;
      }
    }
    return devices;
  }
}
