package io.rheostat.app.service.role;

import io.rheostat.actuator.driver.kubernetes.LabelledObject;
import io.rheostat.actuator.driver.kubernetes.api.CallFailedException;
import io.rheostat.actuator.driver.kubernetes.api.KubernetesCluster;
import io.rheostat.app.job.LabelledJobs;
import io.rheostat.config.settings.JobDiscovery;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Clusters in which labelled jobs are found, opened at the first look.
final class JobClusters implements LabelledJobs.Finder, AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final Map<Optional<String>, KubernetesCluster> open = new HashMap<>();

  @Override
  public List<LabelledObject> in(JobDiscovery place) throws CallFailedException {
    return LabelledObject.list(cluster(place.context()), place.kind(), place.namespace());
  }

  private synchronized KubernetesCluster cluster(Optional<String> context)
      throws CallFailedException {
    KubernetesCluster known = open.get(context);
    if (known != null) {
      return known;
    }
    KubernetesCluster opened = KubernetesCluster.open(context, TIMEOUT);
    open.put(context, opened);
    return opened;
  }

  @Override
  public synchronized void close() {
    open.values().forEach(KubernetesCluster::close);
  }
}
