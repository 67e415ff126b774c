package io.rheostat.config.check;

import io.rheostat.config.read.Declarations;
import io.rheostat.config.yaml.Document;
import io.rheostat.config.yaml.Problems;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.resource.Device;

/// Check against a power limit over devices without a declared draw: it could not be enforced.
final class PowerChecks {
  private final Fleet fleet;
  private final Declarations declarations;
  private final Problems problems;

  PowerChecks(Fleet fleet, Declarations declarations, Problems problems) {
    this.fleet = fleet;
    this.declarations = declarations;
    this.problems = problems;
  }

  void run() {
    for (Pool pool : fleet.pools().values()) {
      if (pool.maxWatts().isPresent()) {
        pool.devices().keySet().forEach(device -> check(pool, device));
      }
    }
  }

  private void check(Pool pool, String name) {
    Device device = fleet.devices().get(name);
    if (device != null && device.watts().isEmpty()) {
      Document document = declarations.document(Declarations.POOL, pool.name());
      String what = "device " + name + " does not say how much power it draws.";
      problems.add(document.problem("spec.maxPower", what, "Add power to the device."));
    }
  }
}
