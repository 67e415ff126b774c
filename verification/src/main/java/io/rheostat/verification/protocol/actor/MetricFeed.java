package io.rheostat.verification.protocol.actor;

import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.signal.Reading;
import io.rheostat.model.signal.ReplicaGone;
import io.rheostat.model.signal.Sample;
import io.rheostat.model.signal.Signal;
import io.rheostat.verification.protocol.world.OrderedLog;
import io.rheostat.verification.protocol.world.ProtocolWorld;
import io.rheostat.verification.protocol.world.TargetSite;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The metrics of served workloads: jumps of demand, pages scraped from each serving replica, and
/// times without any scrape.
public final class MetricFeed {
  private static final int EVERY_MILLIS = 5_000;

  /// Little's law on the declared engine: 100 tokens of 10 ms and 0.2 ms for each request running.
  private static final double MOST_PER_SECOND = 25;

  private static final double SECONDS = EVERY_MILLIS / 1000.0;

  private final ProtocolWorld world;
  private final Targets targets;
  private final OrderedLog<WorkloadEvent> log;
  private final Map<String, Double> demand = new HashMap<>();
  private final Map<String, Long> silentSince = new HashMap<>();
  private final Set<String> known = new HashSet<>();

  public MetricFeed(ProtocolWorld world, Targets targets, OrderedLog<WorkloadEvent> log) {
    this.world = world;
    this.targets = targets;
    this.log = log;
  }

  /// Moves demand to another level.
  public void shift(Workload workload) {
    demand.put(workload.name(), 1.0 + world.chance().below(120));
  }

  /// Makes demand high, lets it fall, and then stops all scrapes: now nothing may be scaled down.
  public void silence(Workload workload) {
    if (workload.objective() instanceof Objective.Inference) {
      demand.put(workload.name(), 90.0);
      world.scheduler().within(10_000, 30_000, () -> demand.put(workload.name(), 5.0));
      world.scheduler().within(30_000, 50_000, () -> goSilent(workload.name()));
    }
  }

  private void goSilent(String workload) {
    if (world.isFaulty()) {
      world.note("no metrics of", workload);
      silentSince.putIfAbsent(workload, world.now());
      world.scheduler().within(20_000, 90_000, () -> silentSince.remove(workload));
    }
  }

  /// Ends all silences of workloads.
  public void clear() {
    silentSince.clear();
  }

  /// Returns the time without a scrape of a workload, in milliseconds.
  public long silence(String workload) {
    Long since = silentSince.get(workload);
    return since == null ? 0 : world.now() - since;
  }

  /// Scrapes all replicas of a workload once.
  public void scrape(Workload workload) {
    if (!(workload.objective() instanceof Objective.Inference)
        || silentSince.containsKey(workload.name())) {
      return;
    }
    Set<String> seen = new HashSet<>();
    Instant now = world.scheduler().clock(0);
    int serving = 0;
    for (TargetSite site : targets.sites(workload.name())) {
      serving += site.count(TargetSite.State.READY);
    }
    double share = demand.getOrDefault(workload.name(), 20.0) / Math.max(1, serving);
    for (TargetSite site : targets.sites(workload.name())) {
      for (TargetSite.Replica replica : site.replicas()) {
        if (replica.isReady()) {
          seen.add(replica.name());
          known.add(replica.key());
          page(workload.name(), site, replica, new Served(share, now));
        }
      }
    }
    known.removeIf(name -> isGone(workload.name(), name, seen));
  }

  private boolean isGone(String workload, String name, Set<String> seen) {
    String prefix = workload + "/";
    if (!name.startsWith(prefix) || seen.contains(name.substring(prefix.length()))) {
      return false;
    }
    ReplicaGone gone = new ReplicaGone(workload, name.substring(prefix.length()));
    world.send(log, name, new WorkloadEvent.Left(gone), world.scheduler().clock(0));
    return true;
  }

  private record Served(double perSecond, Instant at) {}

  private void page(String workload, TargetSite site, TargetSite.Replica replica, Served served) {
    double done = Math.min(served.perSecond(), MOST_PER_SECOND);
    double finished = replica.serve(done * SECONDS);
    double running = done / (1 - 0.02 * done);
    double waiting = Math.max(0, served.perSecond() - MOST_PER_SECOND);
    List<Sample> samples =
        List.of(
            new Sample.Scalar(Signal.REQUESTS_RUNNING, running),
            new Sample.Scalar(Signal.REQUESTS_WAITING, waiting),
            new Sample.Scalar(Signal.KV_CACHE_USAGE, running / 64),
            new Sample.Scalar(Signal.PROMPT_TOKENS, finished * 500),
            new Sample.Scalar(Signal.GENERATION_TOKENS, finished * 100),
            new Sample.Scalar(Signal.REQUESTS_FINISHED, finished));
    Reading reading =
        new Reading(workload, replica.name(), site.placement().name(), served.at(), samples);
    if (!world.strikes(0.03)) {
      world.send(log, replica.key(), new WorkloadEvent.Measured(reading), served.at());
    }
  }

  /// Returns the interval between two scrapes, in milliseconds.
  public static int everyMillis() {
    return EVERY_MILLIS;
  }
}
