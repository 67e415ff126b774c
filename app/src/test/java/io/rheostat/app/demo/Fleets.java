package io.rheostat.app.demo;

import io.rheostat.config.settings.Configuration;
import io.rheostat.model.fleet.AlertResponse;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/// The demo's fleet, with a change.
final class Fleets {
  private Fleets() {}

  /// With a workload that answers any alert in one way.
  static Configuration alerted(Configuration declared, String name, AlertResponse response) {
    Workload old = Objects.requireNonNull(declared.fleet().workloads().get(name));
    return with(declared, copy(old, old.pool(), List.of(response)));
  }

  /// With a service whose answers earn nothing, for which policy never wants more than the least.
  static Configuration worthless(Configuration declared, String name) {
    Workload old = Objects.requireNonNull(declared.fleet().workloads().get(name));
    if (!(old.objective() instanceof Objective.Inference service)) {
      throw new IllegalArgumentException(name + " is no service");
    }
    return with(
        declared,
        new Workload(
            old.name(),
            old.pool(),
            new Objective.Inference(service.slo(), 0, service.expected()),
            old.model(),
            old.placements(),
            old.bounds(),
            old.metrics(),
            old.alerts()));
  }

  /// With a workload in another pool, which has the devices of the old one.
  static Configuration moved(Configuration declared, String name, String pool) {
    Workload old = Objects.requireNonNull(declared.fleet().workloads().get(name));
    Pool from = Objects.requireNonNull(declared.fleet().pools().get(old.pool()));
    SortedMap<String, Pool> pools = new TreeMap<>(declared.fleet().pools());
    pools.put(
        pool, new Pool(pool, from.devices(), from.budgetUsdPerHour(), from.alpha(), from.beta()));
    Fleet fleet = declared.fleet().withPools(pools);
    return with(
        new Configuration(fleet, declared.presets(), declared.scrapeJobs()),
        copy(old, pool, old.alerts()));
  }

  private static Workload copy(Workload old, String pool, List<AlertResponse> alerts) {
    return new Workload(
        old.name(),
        pool,
        old.objective(),
        old.model(),
        old.placements(),
        old.bounds(),
        old.metrics(),
        alerts);
  }

  private static Configuration with(Configuration declared, Workload workload) {
    SortedMap<String, Workload> workloads = new TreeMap<>(declared.fleet().workloads());
    workloads.put(workload.name(), workload);
    Fleet fleet = declared.fleet().withWorkloads(workloads);
    return new Configuration(fleet, declared.presets(), declared.scrapeJobs());
  }
}
