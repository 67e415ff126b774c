package io.rheostat.config.check;

import io.rheostat.config.catalogue.DeviceCatalogue;
import io.rheostat.config.read.Declarations;
import io.rheostat.config.yaml.Document;
import io.rheostat.config.yaml.Problems;
import io.rheostat.config.yaml.Suggestion;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/// Checks against names of undeclared devices, pools and presets.
final class ReferenceChecks {
  private final Fleet fleet;
  private final Declarations declarations;
  private final Problems problems;

  ReferenceChecks(Fleet fleet, Declarations declarations, Problems problems) {
    this.fleet = fleet;
    this.declarations = declarations;
    this.problems = problems;
  }

  void run() {
    fleet.pools().values().forEach(this::pool);
    fleet.workloads().values().forEach(this::workload);
  }

  /// Returns the key of a metrics binding: a single one may be written without a list.
  static String metricsKey(Document document, int index) {
    String key = "spec.metrics[" + index + "]";
    return document.has(key) ? key : "spec.metrics";
  }

  private void pool(Pool pool) {
    Document document = declarations.document(Declarations.POOL, pool.name());
    for (String device : pool.devices().keySet()) {
      device(document, "spec.devices." + device, device);
    }
    pool.owners()
        .forEach(
            (owner, quota) -> {
              for (String device : quota.devices().keySet()) {
                String key = "spec.owners." + owner + ".devices." + device;
                check(document, key, "device of the pool", pool.devices().keySet(), device);
              }
            });
  }

  private void workload(Workload workload) {
    Document document = declarations.document(Declarations.WORKLOAD, workload.name());
    check(document, "spec.pool", Declarations.POOL, workload.pool());
    workload.owner().ifPresent(owner -> owner(document, workload, owner));
    for (int index = 0; index < workload.placements().size(); index++) {
      String key = "spec.placements[" + index + "].device";
      device(document, key, workload.placements().get(index).device());
    }
    for (int index = 0; index < workload.metrics().size(); index++) {
      String key = metricsKey(document, index) + ".preset";
      check(document, key, Declarations.PRESET, workload.metrics().get(index).preset());
    }
  }

  /// A device of a pool may be left to the catalogue when that has its price.
  private void device(Document document, String key, String name) {
    if (fleet.devices().containsKey(name)) {
      return;
    }
    boolean unpriced =
        DeviceCatalogue.find(name).filter(entry -> entry.priced().isEmpty()).isPresent();
    if (unpriced && !declarations.names(Declarations.DEVICE).contains(name)) {
      String what = "device '" + name + "' of the catalogue has no price with a public source.";
      String remedy =
          "Declare it: {kind: Device, metadata: {name: " + name + "}, spec: {price: …}}.";
      problems.add(document.problem(key, what, remedy));
      return;
    }
    check(document, key, Declarations.DEVICE, name);
  }

  private void owner(Document document, Workload workload, String owner) {
    Pool pool = fleet.pools().get(workload.pool());
    if (pool != null) {
      check(document, "spec.objective.owner", "owner", pool.owners().keySet(), owner);
    }
  }

  private void check(Document document, String key, String kind, String name) {
    String noun = kind.equals(Declarations.PRESET) ? "preset" : kind.toLowerCase(Locale.ROOT);
    check(document, key, noun, declarations.names(kind), name);
  }

  private void check(
      Document document, String key, String noun, Collection<String> known, String name) {
    if (!known.contains(name)) {
      String remedy = Suggestion.remedy(name, List.copyOf(known), "Declared are");
      problems.add(document.problem(key, "unknown " + noun + " '" + name + "'.", remedy));
    }
  }
}
