package io.rheostat.actuator.driver.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.rheostat.actuator.driver.Announcement;
import io.rheostat.actuator.driver.Announcer;
import io.rheostat.actuator.driver.Driver;
import io.rheostat.actuator.driver.DriverReport;
import io.rheostat.actuator.driver.kubernetes.api.Address;
import io.rheostat.actuator.driver.kubernetes.api.ApiServer;
import io.rheostat.actuator.driver.kubernetes.api.CallFailedException;
import io.rheostat.actuator.driver.kubernetes.api.Failure;
import io.rheostat.actuator.driver.kubernetes.api.KubernetesCluster;
import io.rheostat.actuator.driver.kubernetes.object.ClusterTarget;
import io.rheostat.actuator.protocol.queue.Attempt;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Order;
import io.rheostat.model.command.PlacementStatus;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Driver for objects in Kubernetes. The generation of the newest command stands in annotations of
/// the object itself, written under its resource version: the annotations refuse an older command,
/// whoever runs the driver. Another writer of the same replicas is reported and left alone.
///
/// Clusters are found on first use: a driver not named by any target costs nothing.
public final class KubernetesDriver implements Driver, Announcer, AutoCloseable {
  /// Name of the driver in targets.
  public static final String NAME = "kubernetes";

  private final KubernetesSettings settings;
  private final Clusters clusters;
  private final Map<Optional<String>, KubernetesCluster> open = new HashMap<>();

  /// Lookup of a cluster by the context in a target.
  @FunctionalInterface
  interface Clusters {
    KubernetesCluster open(Optional<String> context) throws CallFailedException;
  }

  /// An object: two contexts may have objects of the same name.
  private record Site(KubernetesCluster cluster, Address address) {}

  KubernetesDriver(KubernetesSettings settings, Clusters clusters) {
    this.settings = settings;
    this.clusters = clusters;
  }

  /// Opens a driver with the process's own credentials: its kubeconfig, or the pod's service
  /// account.
  public static KubernetesDriver open(KubernetesSettings settings) {
    return new KubernetesDriver(
        settings, context -> KubernetesCluster.open(context, settings.timeout()));
  }

  @Override
  public Attempt apply(String workload, Order order, Generation generation) {
    try {
      KubernetesCluster cluster = cluster(order.target());
      ClusterTarget target = ClusterTarget.of(order.target().settings(), cluster::type);
      Resize.Site site = new Resize.Site(cluster, target, workload, settings);
      return new Resize(site, order, generation).apply();
    } catch (CallFailedException failed) {
      return failed.failure().attempt();
    }
  }

  @Override
  public DriverReport observe(Workload workload) {
    List<PlacementStatus> statuses = new ArrayList<>();
    List<String> others = new ArrayList<>();
    Generation newest = Generation.NONE;
    SortedMap<String, Generation> carried = new TreeMap<>();
    boolean complete = false;
    boolean failed = false;
    try {
      for (Placement placement : workload.placements()) {
        if (!placement.target().driver().equals(NAME)) {
          continue;
        }
        KubernetesCluster cluster = cluster(placement.target());
        ClusterTarget target = ClusterTarget.of(placement.target().settings(), cluster::type);
        TargetObservation look =
            TargetObservation.at(cluster.server(), target, placement.name(), settings.owner());
        statuses.add(look.status());
        look.otherWriter().ifPresent(other -> others.add(target.words() + ": " + other.words()));
        carried.put(placement.name(), look.generation());
        newest = look.generation().compareTo(newest) > 0 ? look.generation() : newest;
        complete |= look.complete();
        failed |= look.failed();
      }
    } catch (CallFailedException call) {
      return new DriverReport.Unknown(call.failure().words());
    }
    Optional<String> other =
        others.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", others));
    return new DriverReport.Seen(newest, statuses, complete, other, carried, failed);
  }

  @Override
  public List<String> announce(Workload workload, Announcement announcement) {
    List<String> failures = new ArrayList<>();
    Set<Site> written = new HashSet<>();
    for (Placement placement : workload.placements()) {
      boolean meant =
          announcement.placement().isEmpty()
              || announcement.placement().get().equals(placement.name());
      if (!meant || !placement.target().driver().equals(NAME)) {
        continue;
      }
      try {
        KubernetesCluster cluster = cluster(placement.target());
        ClusterTarget target = ClusterTarget.of(placement.target().settings(), cluster::type);
        if (written.add(new Site(cluster, target.address()))) {
          write(cluster.server(), target, announcement);
        }
      } catch (CallFailedException failed) {
        failures.add(failed.failure().words());
      }
    }
    return failures;
  }

  private static void write(ApiServer server, ClusterTarget target, Announcement announcement)
      throws CallFailedException {
    JsonNode object = server.get(target.address());
    AnnouncedEvent event = new AnnouncedEvent(target, object, announcement);
    try {
      server.create(event.address(), event.body(server.now()));
    } catch (CallFailedException failed) {
      if (failed.failure().cause() != Failure.Cause.CONFLICT) {
        throw failed;
      }
      // It is there already: another process was faster.
    }
  }

  /// Returns the rights this login lacks for resizing a workload's targets, each once, such as
  /// `patch deployments chat/chat-32b`; nothing of targets that cannot be asked, reported by
  /// [#observe] instead.
  public List<String> missingRights(Workload workload) {
    SortedSet<String> missing = new TreeSet<>();
    for (Placement placement : workload.placements()) {
      if (placement.target().driver().equals(NAME)) {
        try {
          KubernetesCluster cluster = cluster(placement.target());
          ClusterTarget target = ClusterTarget.of(placement.target().settings(), cluster::type);
          missing.addAll(Rights.missing(cluster.server(), target));
        } catch (CallFailedException _) {
          // An observation of the same target reports the reason.
        }
      }
    }
    return List.copyOf(missing);
  }

  private KubernetesCluster cluster(Target target) throws CallFailedException {
    Optional<String> context = Optional.ofNullable(target.settings().get("context"));
    synchronized (open) {
      KubernetesCluster known = open.get(context);
      if (known == null) {
        known = clusters.open(context);
        open.put(context, known);
      }
      return known;
    }
  }

  @Override
  public void close() {
    synchronized (open) {
      open.values().forEach(KubernetesCluster::close);
      open.clear();
    }
  }
}
