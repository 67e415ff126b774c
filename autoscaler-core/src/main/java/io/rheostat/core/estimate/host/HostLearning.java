package io.rheostat.core.estimate.host;

import io.rheostat.core.host.HostUse;
import io.rheostat.core.workload.ReplicaState;
import io.rheostat.core.workload.RootDraft;
import io.rheostat.model.estimate.HostAdvice;
import io.rheostat.model.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/// Learning of the host memory and disk that replicas use, by placement.
public final class HostLearning {
  /// Age of a sample that still counts, milliseconds: three scrapes of the slowest usual interval.
  private static final long FRESH_MILLIS = 90_000;

  private HostLearning() {}

  /// Learns from the newest samples of all replicas; without such samples nothing changes.
  public static void learn(RootDraft root, List<ReplicaState> replicas, long now) {
    SortedMap<String, HostUse> hosts = root.hosts;
    for (String placement : placements(replicas, now)) {
      HostUse.Look look = look(replicas, placement, now);
      HostUse before =
          hosts.containsKey(placement) ? hosts.get(placement) : HostUse.begun(now, look.kills());
      HostUse after = before.observe(look, now);
      if (!after.equals(before) || !hosts.containsKey(placement)) {
        hosts = new TreeMap<>(hosts);
        hosts.put(placement, after);
      }
    }
    root.hosts = hosts;
  }

  private static List<String> placements(List<ReplicaState> replicas, long now) {
    return replicas.stream()
        .filter(
            replica ->
                isFresh(replica, Signal.HOST_MEMORY_USED, now)
                    || isFresh(replica, Signal.DISK_USED, now))
        .map(ReplicaState::placement)
        .distinct()
        .toList();
  }

  private static boolean isFresh(ReplicaState replica, Signal signal, long now) {
    long seen = replica.seenAt(signal);
    return seen > 0 && now - seen <= FRESH_MILLIS;
  }

  private static HostUse.Look look(List<ReplicaState> replicas, String placement, long now) {
    double memory = 0;
    double limit = 0;
    double kills = 0;
    double disk = 0;
    double capacity = 0;
    for (ReplicaState replica : replicas) {
      if (!replica.placement().equals(placement)) {
        continue;
      }
      kills += Math.max(0, replica.value(Signal.OOM_KILLS));
      if (isFresh(replica, Signal.HOST_MEMORY_USED, now)) {
        memory = Math.max(memory, replica.value(Signal.HOST_MEMORY_USED));
        double own = replica.value(Signal.HOST_MEMORY_LIMIT);
        limit = own > 0 && (limit == 0 || own < limit) ? own : limit;
      }
      if (isFresh(replica, Signal.DISK_USED, now) && replica.value(Signal.DISK_USED) > disk) {
        disk = replica.value(Signal.DISK_USED);
        capacity = Math.max(0, replica.value(Signal.DISK_CAPACITY));
      }
    }
    return new HostUse.Look(memory, limit, kills, disk, capacity);
  }

  /// Returns the advice by placement; none before the first full hour.
  public static List<HostAdvice> advice(SortedMap<String, HostUse> hosts) {
    List<HostAdvice> advice = new ArrayList<>();
    hosts.forEach(
        (placement, use) -> {
          if (use.advisedMemoryBytes() > 0 || use.disk().isPresent()) {
            advice.add(
                new HostAdvice(
                    placement,
                    use.memory().neededBytes(),
                    use.advisedMemoryBytes(),
                    use.disk().map(each -> Math.max(0, each.usedBytes())).orElse(0.0),
                    use.capacity() > 0
                        ? use.disk()
                            .map(each -> each.daysUntilFull(use.capacity()))
                            .orElse(OptionalDouble.empty())
                        : OptionalDouble.empty()));
          }
        });
    return advice;
  }
}
