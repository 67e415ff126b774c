package io.rheostat.config.shape;

import static io.rheostat.config.shape.Key.defaulted;
import static io.rheostat.config.shape.Key.optional;
import static io.rheostat.config.shape.Key.required;
import static io.rheostat.config.shape.Shapes.POSITIVE_DURATION;
import static io.rheostat.config.shape.Shapes.TEXT;
import static io.rheostat.config.shape.Shapes.mapping;
import static io.rheostat.config.shape.Shapes.words;

import io.rheostat.config.shape.Shape.Mapping;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Keys of a target in Kubernetes, with those naming an object there.
public final class KubernetesShapes {
  public static final String DRIVER = "kubernetes";

  /// Keys naming an object of a known kind, each with the key naming its part with the replicas;
  /// empty where the whole object is meant.
  public static final SortedMap<String, String> KINDS =
      new TreeMap<>(
          Map.of(
              "deployment", "",
              "statefulSet", "",
              "leaderWorkerSet", "",
              "rayCluster", "workerGroup",
              "pytorchJob", "",
              "jobSet", "replicatedJob"));

  private KubernetesShapes() {}

  static Mapping jobDiscovery() {
    Mapping where =
        mapping(
            required("namespace", TEXT, "train", "The namespace of the jobs."),
            defaulted(
                "kind",
                words(List.of("pytorchJob", "jobSet")),
                "pytorchJob",
                "The kind of objects that are jobs there."),
            optional(
                "context",
                TEXT,
                "staging",
                "Context of the process's kubeconfig; without one its current context, in a pod"
                    + " the pod's own credentials."),
            defaulted("refresh", POSITIVE_DURATION, "30s", "Interval between two looks."));
    return mapping(
        required(
            "kubernetes",
            where,
            "{namespace: train}",
            "Where objects with the label rheostat.io/pool are training jobs of that pool."));
  }

  static Mapping target() {
    return mapping(
        required("namespace", TEXT, "chat", "The namespace of the object."),
        optional("deployment", TEXT, "chat-32b", "Name of the Deployment to scale."),
        optional("statefulSet", TEXT, "chat-32b", "Name of the StatefulSet to scale."),
        optional("leaderWorkerSet", TEXT, "chat-405b", "Name of the LeaderWorkerSet to scale."),
        optional("rayCluster", TEXT, "chat", "Name of the RayCluster; needs workerGroup."),
        optional("workerGroup", TEXT, "l40s", "The group of the RayCluster to scale."),
        optional("pytorchJob", TEXT, "pretrain-7b", "Name of the PyTorchJob; its Worker replicas."),
        optional("jobSet", TEXT, "pretrain-7b", "Name of the JobSet; needs replicatedJob."),
        optional("replicatedJob", TEXT, "workers", "The replicated job of the JobSet to scale."),
        optional("apiVersion", TEXT, "apps/v1", "With kind and name: any object by its type."),
        optional("kind", TEXT, "Deployment", "With apiVersion and name: any object by its type."),
        optional("name", TEXT, "chat-32b", "With apiVersion and kind: any object by its type."),
        optional(
            "replicasPath",
            TEXT,
            "\"/spec/groups/[name=gpu]/replicas\"",
            "Where an object without a scale subresource holds its replicas, from its root; a part"
                + " in brackets chooses a list's item. Needs podSelector."),
        optional(
            "podSelector",
            TEXT,
            "app=chat-32b",
            "Labels of the replicas' pods, where the object's scale subresource names none."),
        optional(
            "resources",
            words(List.of("manage")),
            "manage",
            "Sets the container's memory (the placement's) and cpu requests, too; else they are"
                + " left alone. Needs container."),
        optional("container", TEXT, "server", "Whose requests are set."),
        optional("cpu", TEXT, "\"8\"", "CPUs that the container requests; 500m is half of one."),
        optional(
            "takeOver",
            TEXT,
            "true",
            "true overwrites what a person, another field manager or another Rheostat wrote; a"
                + " HorizontalPodAutoscaler or KEDA's ScaledObject still must go first."),
        optional(
            "context",
            TEXT,
            "staging",
            "Context of the process's kubeconfig; without one its current context, in a pod the"
                + " pod's own credentials."));
  }
}
