package io.rheostat.config.settings;

import java.time.Duration;
import java.util.Optional;

/// Discovery of labelled training jobs in a namespace of a Kubernetes cluster.
///
/// @param name of its document
/// @param kind key of a target that names such an object: `pytorchJob` or `jobSet`
/// @param context of the process's kubeconfig; its current one, or the pod's own, when absent
/// @param namespace of the jobs
/// @param refresh interval between two queries, at least one second
public record JobDiscovery(
    String name, String kind, Optional<String> context, String namespace, Duration refresh) {
  public JobDiscovery {
    TargetLookup.checkedRefresh(refresh);
  }
}
