package io.rheostat.simulator.cluster;

import io.rheostat.model.fleet.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Devices of pools, owned and free, and their stock-outs.
final class Stock {
  private record Out(long from, long until, String key) {}

  private final SortedMap<String, Integer> free = new TreeMap<>();
  private final SortedMap<String, Integer> owned = new TreeMap<>();
  private final List<Out> outs = new ArrayList<>();

  Stock(SortedMap<String, Pool> pools, Instant start, List<StockOut> stockOuts) {
    pools.forEach(
        (name, pool) ->
            pool.devices().forEach((device, count) -> owned.put(name + "/" + device, count)));
    free.putAll(owned);
    for (StockOut out : stockOuts) {
      long from = Duration.between(start, out.from()).toNanos();
      long until = Duration.between(start, out.until()).toNanos();
      outs.add(new Out(from, until, out.pool() + "/" + out.device()));
    }
  }

  static String key(SimulatedTarget target) {
    return target.pool + "/" + target.device();
  }

  /// Takes one replica's devices; false when they are not available now.
  boolean take(SimulatedTarget target, long now) {
    String key = key(target);
    int needed = target.placement.devicesPerReplica();
    if (out(key, now) || free.getOrDefault(key, 0) < needed) {
      return false;
    }
    free.merge(key, -needed, Integer::sum);
    return true;
  }

  void giveBack(SimulatedTarget target) {
    free.merge(key(target), target.placement.devicesPerReplica(), Integer::sum);
  }

  /// Returns the end of the next stock-out to end after `now`; `Long.MAX_VALUE` for none.
  long nextEnd(long now) {
    long next = Long.MAX_VALUE;
    for (Out out : outs) {
      if (out.until() > now) {
        next = StrictMath.min(next, out.until());
      }
    }
    return next;
  }

  String reason(SimulatedTarget target, long now) {
    String key = key(target);
    if (out(key, now)) {
      return "pool " + target.pool + " gets no more " + target.device() + ": out of stock";
    }
    return "pool %s has %d of %d %s free, a replica needs %d"
        .formatted(
            target.pool,
            free.getOrDefault(key, 0),
            owned.getOrDefault(key, 0),
            target.device(),
            target.placement.devicesPerReplica());
  }

  private boolean out(String key, long now) {
    for (Out out : outs) {
      if (out.key().equals(key) && out.from() <= now && now < out.until()) {
        return true;
      }
    }
    return false;
  }
}
